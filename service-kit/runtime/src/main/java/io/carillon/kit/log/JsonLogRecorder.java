package io.carillon.kit.log;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import java.util.Optional;
import java.util.logging.Formatter;

/** Puts {@link JsonLineFormatter} in place before the first line is printed. */
@Recorder
public class JsonLogRecorder {

    public RuntimeValue<Optional<Formatter>> formatter(String service) {
        return new RuntimeValue<>(Optional.of(new JsonLineFormatter(service)));
    }
}
