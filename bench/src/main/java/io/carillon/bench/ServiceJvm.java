package io.carillon.bench;

import io.carillon.stack.server.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a service of ours is started to be measured: its packaged jar, as in a container of this machine's size. */
public final class ServiceJvm {

    /** What a container of one or two processors would be given. */
    public static final String FLAGS =
            "-Xms256m -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    private ServiceJvm() {}

    /** @param asked divided by spaces; they have the last word over what the number of processors asks for */
    public static List<String> flags(String asked) {
        var flags =
                new ArrayList<>(JavaCommand.serviceThreads(Runtime.getRuntime().availableProcessors()));
        flags.addAll(List.of(asked.strip().split("\\s+")));
        return List.copyOf(flags);
    }

    /** {@code flags} and one more. */
    static List<String> with(List<String> flags, String more) {
        var all = new ArrayList<>(flags);
        all.add(more);
        return List.copyOf(all);
    }

    /**
     * @param root the repository
     * @param work for temporary files
     */
    public static List<String> command(Path root, String service, List<String> flags, Path work) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + work,
                "-jar",
                JavaCommand.serviceJar(root, service).toString()));
        return List.copyOf(command);
    }
}
