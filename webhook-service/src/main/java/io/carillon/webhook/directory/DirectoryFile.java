package io.carillon.webhook.directory;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.EventCodec.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The events the directory was last made of, so that a replica that starts while Kafka is away knows its clinics. A
 * convenience: what is missing or cannot be read is left to Kafka.
 */
final class DirectoryFile {

    private static final Logger LOG = Logger.getLogger(DirectoryFile.class);

    /** One field beside the headers of an event, which are all in lower case. */
    private static final String DATA = "DATA";

    private static final JsonFactory JSON = new JsonFactory();

    private final EventCodec codec = new EventCodec();
    private final Path file;

    DirectoryFile(Path file) {
        this.file = file;
    }

    /** The events in the file; none where there is no file or it is damaged. */
    List<CloudEvent<? extends Event>> read() {
        var events = new ArrayList<CloudEvent<? extends Event>>();
        try (var in = Files.newInputStream(file);
                var parser = JSON.createParser(in)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                var fields = fields(parser);
                var data = fields.remove(DATA);
                var bytes = data == null ? null : data.getBytes(StandardCharsets.UTF_8);
                if (codec.decode(fields, bytes) instanceof Decoded.Known known) {
                    events.add(known.event());
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warnf(
                    "the clinics in %s cannot be read (%s); Kafka will tell them",
                    file, e.getClass().getSimpleName());
        }
        return events;
    }

    private static Map<String, String> fields(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                fields.put(name, parser.getText());
            }
        }
        return fields;
    }

    /** Replaces the file as a whole: who reads it after a crash finds the former or the new one. */
    synchronized void write(Collection<? extends CloudEvent<? extends Event>> events) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newOutputStream(fresh);
                var generator = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            for (var event : events) {
                var encoded = codec.encode(event);
                generator.writeStartObject();
                for (var header : encoded.headers().entrySet()) {
                    generator.writeStringField(header.getKey(), header.getValue());
                }
                generator.writeStringField(DATA, new String(encoded.value(), StandardCharsets.UTF_8));
                generator.writeEndObject();
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
