package io.carillon.bench.booking;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Raw requests for the peers' wrk script, divided by zero bytes, in the shape of the peers' own generator: every
 * twentieth on average overlaps a slot that was booked 150 to 400 requests before, and is to be refused.
 */
final class RequestFile {

    /** Of all bookings; the peers' generator's default. */
    static final int OVERLAPS_PERCENT = 5;

    private static final int NEAREST = 150;
    private static final int FARTHEST = 400;

    private final Slots slots;
    private final RandomGenerator random;

    RequestFile(Slots slots, RandomGenerator random) {
        this.slots = slots;
        this.random = random;
    }

    /** Bodies of bookings from slot {@code first} on. */
    List<String> bodies(long first, int count) {
        var booked = new HashSet<Long>();
        return IntStream.range(0, count)
                .mapToObj(request -> body(first, request, booked))
                .toList();
    }

    private String body(long first, int request, Set<Long> booked) {
        var number = first + request;
        if (request > FARTHEST && random.nextInt(100) < OVERLAPS_PERCENT) {
            var other = number - random.nextInt(NEAREST, FARTHEST);
            // Only what was really booked is in the way.
            if (booked.contains(other)) {
                return slots.overlap(other, number);
            }
        }
        booked.add(number);
        return slots.booking(number);
    }

    /**
     * @param headers lines that each request carries besides
     * @param idempotent whether each carries an {@code Idempotency-Key} of its own
     */
    Path write(Path file, String authority, List<String> headers, boolean idempotent, List<String> bodies)
            throws IOException {
        var common = headers.stream().map(header -> header + "\r\n").collect(Collectors.joining());
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var body : bodies) {
                var key =
                        idempotent ? "Idempotency-Key: " + new UUID(random.nextLong(), random.nextLong()) + "\r\n" : "";
                request(out, "POST /api/appointments", authority, common + key, body);
            }
        }
        return file;
    }

    /** One request that asks for {@code path}, to be sent again and again. */
    static Path get(Path file, String authority, String header, String path) throws IOException {
        var request = get(authority, header, path) + "\0";
        // Twice: wrk's two threads take every second request each.
        return Files.writeString(file, request + request);
    }

    static String get(String authority, String header, String path) {
        return "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n".formatted(path, authority, header);
    }

    private static void request(OutputStream out, String line, String authority, String headers, String body)
            throws IOException {
        var text = "%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s\0"
                .formatted(line, authority, headers, body.length(), body);
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
