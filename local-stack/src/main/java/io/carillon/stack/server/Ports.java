package io.carillon.stack.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * The ports of one installation, all reckoned from one base (design, section 6).
 *
 * @param base the front door's port, 1 to 65519
 */
public record Ports(int base) {

    /** How many ports from the base on belong to an installation. */
    private static final int WIDTH = 17;
    // Below 32768 no outgoing connection is given one of them while a server is stopped for a test.
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;

    public Ports {
        if (base < 1 || base + WIDTH > 65_536) {
            throw new IllegalArgumentException("the port base must lie between 1 and 65519, not " + base);
        }
    }

    /** A base whose ports are all free at this moment. */
    public static Ports free(RandomGenerator random) {
        for (int attempt = 0; attempt < 200; attempt++) {
            var ports = new Ports(random.nextInt(LOWEST, HIGHEST));
            if (ports.allFree()) {
                return ports;
            }
        }
        throw new ServerFailure("no %d free ports in a row between %d and %d".formatted(WIDTH, LOWEST, HIGHEST));
    }

    public int frontDoor() {
        return base;
    }

    public int webhook() {
        return base + 1;
    }

    public int booking() {
        return base + 2;
    }

    public int ttsCache() {
        return base + 3;
    }

    public int health() {
        return base + 4;
    }

    public int alerting() {
        return base + 5;
    }

    public int standIns() {
        return base + 10;
    }

    public int kafkaController() {
        return base + 11;
    }

    public int kafka() {
        return base + 12;
    }

    public int postgres() {
        return base + 13;
    }

    public int redis() {
        return base + 14;
    }

    public int alertingPostgres() {
        return base + 15;
    }

    public int smtp() {
        return base + 16;
    }

    /**
     * Says in one line that something else listens on a port we need.
     *
     * @throws ServerFailure when it is taken
     */
    public static void requireFree(String who, int port) {
        if (!isFree(port)) {
            throw new ServerFailure(
                    "port %d (%s) is in use: stop what listens there, or set CARILLON_PORT_BASE to move all ports"
                            .formatted(port, who));
        }
    }

    private boolean allFree() {
        for (int offset = 0; offset < WIDTH; offset++) {
            if (!isFree(base + offset)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
