package io.carillon.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.acceptance.Http.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A client who fights for slots with everything the service offers, remembers what it was promised, and asks again with the
 * same key until it is told one way or the other.
 */
final class StubbornClient {

    /** As long as a killed service may take to be back on a busy machine, and then some. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Platform platform;
    private final List<Slot> slots;
    private final String patient;
    private final String call;
    private final Random random;
    private final ConcurrentMap<String, LongAdder> counts;

    /** What this client was told of its appointments, by id. */
    private final Map<String, Promise> promised = new HashMap<>();

    /** Half an hour with a doctor. */
    record Slot(String doctor, String start, String end) {}

    /** @param slot as the service said it when it last changed */
    record Promise(String status, String doctor, String start) {}

    StubbornClient(
            Platform platform, List<Slot> slots, String patient, long seed, ConcurrentMap<String, LongAdder> counts) {
        this.platform = platform;
        this.slots = slots;
        this.patient = patient;
        this.call = "CAchaos-" + patient;
        this.random = new Random(seed);
        this.counts = counts;
    }

    Map<String, Promise> promised() {
        return promised;
    }

    /** Goes on until {@code over}; what was begun is brought to its end. */
    void fight(BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            var dice = random.nextInt(100);
            if (dice < 35) {
                book();
            } else if (dice < 60) {
                hold();
            } else if (dice < 85) {
                move();
            } else {
                cancel();
            }
        }
    }

    private void book() {
        var slot = any();
        var answer = told("book", "/api/appointments", """
                {"patientId":"%s","doctorId":"%s","startTime":"%s","endTime":"%s"}""".formatted(patient, slot.doctor(), slot.start(), slot.end()));
        if (answer.status() == 201) {
            remember(answer.json());
        }
    }

    private void hold() {
        var slot = any();
        var answer = told("hold", "/api/holds", """
                {"doctorId":"%s","startTime":"%s","endTime":"%s","callId":"%s","seconds":10}""".formatted(slot.doctor(), slot.start(), slot.end(), call));
        if (answer.status() != 201) {
            return;
        }
        var hold = answer.json().get("id").asText();
        var dice = random.nextInt(100);
        if (dice < 60) {
            var confirmed =
                    told("confirm", "/api/holds/" + hold + "/confirm", "{\"patientId\":\"%s\"}".formatted(patient));
            if (confirmed.status() == 201) {
                remember(confirmed.json());
            }
        } else if (dice < 90) {
            told("release", () -> Http.delete(platform.door("/api/holds/" + hold), "X-API-Key", "dev-operator-key"));
        }
    }

    private void move() {
        var slot = any();
        mine().ifPresent(id -> {
            var answer = told("reschedule", "/api/appointments/" + id + "/reschedule", """
                    {"doctorId":"%s","startTime":"%s","endTime":"%s"}""".formatted(
                            slot.doctor(), slot.start(), slot.end()));
            if (answer.status() == 200) {
                remember(answer.json());
            }
        });
    }

    private void cancel() {
        mine().ifPresent(id -> {
            var answer = told("cancel", "/api/appointments/" + id + "/cancel", "{}");
            if (answer.status() == 200) {
                remember(answer.json());
            }
        });
    }

    private Slot any() {
        return slots.get(random.nextInt(slots.size()));
    }

    private java.util.Optional<String> mine() {
        var active = new ArrayList<String>();
        promised.forEach((id, promise) -> {
            if (promise.status().equals("BOOKED")) {
                active.add(id);
            }
        });
        active.sort(String::compareTo);
        return active.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(active.get(random.nextInt(active.size())));
    }

    private void remember(JsonNode appointment) {
        promised.put(
                appointment.get("id").asText(),
                new Promise(
                        appointment.get("status").asText(),
                        appointment.get("doctorId").asText(),
                        java.time.OffsetDateTime.parse(
                                        appointment.get("startTime").asText())
                                .toInstant()
                                .toString()));
    }

    /** Sometimes the line breaks before the answer is there, whatever became of the request. */
    private Answer told(String what, String path, String body) {
        var key = new UUID(random.nextLong(), random.nextLong()).toString();
        return told(
                what,
                () -> Http.postJson(
                        platform.door(path),
                        body,
                        random.nextInt(10) == 0 ? Duration.ofMillis(random.nextInt(5, 200)) : Duration.ofSeconds(20),
                        "X-API-Key",
                        "dev-operator-key",
                        "Idempotency-Key",
                        key));
    }

    /** Asks until there is an answer that says something of the request and not of the moment. */
    private Answer told(String what, Supplier<Answer> ask) {
        return Awaitility.await(what)
                .pollInSameThread()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200L + random.nextInt(300)))
                .until(
                        () -> {
                            try {
                                var answer = ask.get();
                                count(what, String.valueOf(answer.status()));
                                if (answer.raw()
                                        .headers()
                                        .firstValue("Idempotent-Replayed")
                                        .isPresent()) {
                                    count(what, "replayed");
                                }
                                return java.util.Optional.of(answer);
                            } catch (UncheckedIOException e) {
                                count(what, "no answer");
                                return java.util.Optional.<Answer>empty();
                            }
                        },
                        answer -> answer.isPresent()
                                && answer.get().status() < 500
                                && answer.get().status() != 429)
                .orElseThrow();
    }

    private void count(String what, String how) {
        counts.computeIfAbsent(what + " " + how, _ -> new LongAdder()).increment();
    }

    /** For the table of what happened. */
    static ConcurrentMap<String, LongAdder> counters() {
        return new ConcurrentHashMap<>();
    }
}
