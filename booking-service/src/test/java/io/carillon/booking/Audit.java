package io.carillon.booking;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import java.util.List;

/** What the audit was told. */
public final class Audit {

    private Audit() {}

    /** Changes of {@code resourceId}, oldest first. */
    public static List<ChangeRecorded> changes(String resourceId) {
        return Topics.read(Topic.AUDIT).stream()
                .map(event -> event.data())
                .filter(ChangeRecorded.class::isInstance)
                .map(ChangeRecorded.class::cast)
                .filter(change -> change.resourceId().equals(resourceId))
                .toList();
    }
}
