package io.carillon.stack.launch;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What happens on a good day: speech out of the cache, green lights, and a rush on one slot. */
final class EverydayScenes {

    private static final int CALLERS = 200;
    private static final int PATIENTS = 5;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Stage stage;

    EverydayScenes(Stage stage) {
        this.stage = stage;
    }

    void speakTwice() {
        var phrase = new JsonObject()
                .put("text", "Welcome to the demo of " + stage.clock().instant())
                .put("voice", "en-US-Neural2-F")
                .put("language", "en-US");
        var made = stage.post("/api/tts/synthesize", Map.of(), phrase);
        stage.see(
                "MISS".equals(made.headers().firstValue("X-Cache").orElse("")), "X-Cache: MISS, made by the provider");
        var address = made.headers().firstValue("Content-Location").orElse("/missing");
        var kept = stage.get(address);
        stage.see("HIT".equals(kept.headers().firstValue("X-Cache").orElse("")), "X-Cache: HIT at " + address);
    }

    void allHealthy() {
        var answer = stage.await(
                "/health/full says healthy",
                SOON,
                () -> Optional.of(stage.look("/health/full"))
                        .filter(seen -> seen.statusCode() == 200
                                && "healthy".equals(new JsonObject(seen.body()).getString("status"))));
        stage.tell("$ curl /health/full");
        stage.tell("< " + answer.body());
        stage.see(true, "status healthy");
    }

    void crowd() {
        var free = stage.get("/api/availability?doctorId=doctor-2&days=14&limit=3");
        var slots = new JsonObject(free.body()).getJsonArray("slots");
        stage.see(slots != null && !slots.isEmpty(), "a free slot of doctor-2");
        var slot = slots.getJsonObject(slots.size() - 1);
        var statuses = stage.postAll(
                "/api/appointments",
                IntStream.range(0, CALLERS)
                        .mapToObj(caller -> new JsonObject()
                                .put("patientId", "pat-" + (caller % PATIENTS + 1))
                                .put("doctorId", "doctor-2")
                                .put("startTime", slot.getString("startTime"))
                                .put("endTime", slot.getString("endTime")))
                        .toList());
        var booked = Collections.frequency(statuses, 201);
        var refused = Collections.frequency(statuses, 409);
        stage.see(booked == 1 && refused == CALLERS - 1, "%d times 201, %d times 409".formatted(booked, refused));
    }
}
