package io.carillon.stack.launch;

import io.carillon.stack.server.JavaCommand;
import io.carillon.stack.server.Ports;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where one installation on this machine lives.
 *
 * @param root the repository
 * @param ports all its ports
 * @param data what it keeps from one start to the next
 */
record Installation(Path root, Ports ports, Path data) {

    private static final int DEFAULT_BASE = 8080;

    /** From {@code CARILLON_PORT_BASE} and {@code CARILLON_DATA}, or their defaults. */
    static Installation of(Path root, Map<String, String> environment) {
        var base = environment.getOrDefault("CARILLON_PORT_BASE", Integer.toString(DEFAULT_BASE));
        var data = environment.get("CARILLON_DATA");
        try {
            return new Installation(
                    root,
                    new Ports(Integer.parseInt(base)),
                    data == null
                            ? root.resolve("target/carillon-data")
                            : Path.of(data).toAbsolutePath());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "CARILLON_PORT_BASE must be a number between 1 and 65519, not " + base, e);
        }
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path log(String process) {
        return logs().resolve(process + ".log");
    }

    Path jar(Service service) {
        return JavaCommand.serviceJar(root, service.fullName());
    }

    AotCache aotCache(Service service) {
        var jar = jar(service);
        return new AotCache(jar.resolveSibling(service.fullName() + ".aot"), jar);
    }

    /** As a person would type it from the repository. */
    Path shown(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }

    String frontDoor() {
        return url(ports.frontDoor());
    }

    String control() {
        return url(ports.standIns());
    }

    String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
