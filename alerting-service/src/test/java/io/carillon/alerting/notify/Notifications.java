package io.carillon.alerting.notify;

import java.time.Instant;
import java.util.UUID;

/** A notification to be changed by the test that needs it otherwise. */
final class Notifications {

    static final Instant SINCE = Instant.parse("2026-01-02T11:59:00Z");

    private Notifications() {}

    static Notification of(Action action) {
        return of(action, "Lamp Out", null);
    }

    static Notification of(Action action, String summary, String note) {
        var message = new Message(
                "Mayday",
                "lamp-out",
                summary,
                "down:lamp",
                "1m5s",
                "down for 1m",
                SINCE,
                "lamp",
                "DEMO",
                "Keepers",
                "https://carillon.example/docs/runbooks/lamp-out.md",
                "GET /api/fuel",
                "https://carillon.example/api/incidents/1",
                note);
        return new Notification(
                UUID.fromString("00000000-0000-5000-8000-000000000002"),
                UUID.fromString("00000000-0000-5000-8000-000000000001"),
                0,
                new Target("any", "Keepers"),
                action,
                SINCE,
                message);
    }
}
