package io.carillon.booking;

import static org.awaitility.Awaitility.await;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import java.time.Duration;
import java.util.List;

/** Changes that were told on {@code carillon.audit}, waited for. */
public final class Audits {

    private Audits() {}

    public static List<ChangeRecorded> of(String resource, String id) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> read(resource, id), found -> found.size() > 0);
    }

    private static List<ChangeRecorded> read(String resource, String id) {
        return Topics.read(Topic.AUDIT).stream()
                .filter(event -> event.data() instanceof ChangeRecorded)
                .map(event -> (ChangeRecorded) event.data())
                .filter(change -> change.resource().equals(resource)
                        && change.resourceId().equals(id))
                .toList();
    }
}
