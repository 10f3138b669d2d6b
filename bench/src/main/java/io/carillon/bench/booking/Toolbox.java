package io.carillon.bench.booking;

import io.carillon.bench.Missing;
import io.carillon.bench.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs that a run needs and that nothing here installs.
 *
 * @param wrk drives both services
 * @param pgbench of the newest PostgreSQL installed
 */
record Toolbox(Path wrk, Path pgbench) {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /**
     * @param searched the value of {@code PATH}
     * @throws Missing naming every program that is not there, with the Debian packages that bring them
     */
    static Toolbox find(String searched) {
        return find(searched, DEBIAN);
    }

    static Toolbox find(String searched, Path postgres) {
        var needed = new LinkedHashMap<String, Optional<Path>>();
        var wrk = Programs.find("wrk", searched);
        var pgbench = newest(postgres, "pgbench").or(() -> Programs.find("pgbench", searched));
        needed.put("wrk (apt-get install wrk)", wrk);
        needed.put("pgbench and a PostgreSQL server (apt-get install postgresql)", pgbench);
        needed.put("psql (apt-get install postgresql)", Programs.find("psql", searched));
        needed.put("npm and node, 20 or newer (nodejs.org)", Programs.find("npm", searched));
        needed.put("su (apt-get install util-linux)", Programs.find("su", searched));
        Programs.require(needed);
        return new Toolbox(wrk.orElseThrow(), pgbench.orElseThrow());
    }

    private static Optional<Path> newest(Path postgres, String name) {
        var versions = postgres.toFile().list();
        return Stream.of(versions == null ? new String[0] : versions)
                .filter(version -> version.matches("\\d+"))
                .sorted(Comparator.comparingInt((String version) -> Integer.parseInt(version))
                        .reversed())
                .map(version -> postgres.resolve(version).resolve("bin").resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
