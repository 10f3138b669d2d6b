package io.carillon.stack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a service's JVM knows beforehand of classes and methods, where the service was trained (JEP 483, 514, 515).
 *
 * @param file where it lies
 * @param jar whose classes they are
 */
record AotCache(Path file, Path jar) {

    /**
     * The flags of a start.
     *
     * @param training whether this run is to learn; else what was learned is used, unless the service was built anew since,
     *     which its JVM would say at each start
     */
    List<String> flags(boolean training) throws IOException {
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + file);
        }
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0
                ? List.of("-XX:AOTCache=" + file)
                : List.of();
    }
}
