package io.carillon.booking.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.booking.datacheck.Hit;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A row as it was, from wherever it was kept: what {@code to_jsonb} made of it, by column.
 *
 * @param id its primary key as {@link Hit#id} has it
 * @param from {@code copy}, or {@code archive} and its id
 */
record SavedRow(String table, String id, ObjectNode columns, String from) {

    private static final JsonMapper JSON = new JsonMapper();

    static SavedRow of(String table, String id, String json, String from) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode columns) {
                return new SavedRow(table, id, columns, from);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's own JSON cannot be read", e);
        }
        throw new IllegalStateException("PostgreSQL's JSON of a row is no object");
    }

    Set<String> names() {
        var names = new TreeSet<String>();
        columns.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Empty for a column that is missing or null. */
    Optional<String> text(String column) {
        return Optional.ofNullable(columns.get(column))
                .filter(value -> !value.isNull())
                .map(value -> value.asText());
    }

    Optional<UUID> clinic() {
        return text("org_id").map(UUID::fromString);
    }

    /** The beginning of time for a row that does not say: then everything came after it. */
    Instant createdAt() {
        return text("created_at")
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .orElse(Instant.EPOCH);
    }

    /** Of somebody else: whatever free text there was about the patient goes. */
    SavedRow ofPatient(String replacement) {
        var changed = columns.deepCopy();
        changed.put("patient_id", replacement);
        if (changed.has("cancellation_reason")) {
            changed.putNull("cancellation_reason");
        }
        return new SavedRow(table, id, changed, from);
    }

    /** An appointment where {@code told} says it is; not to take place, until that is written as well. */
    SavedRow parkedAt(Told told) {
        var parked = (told.patientId().equals(text("patient_id").orElse(null)) ? this : ofPatient(told.patientId()))
                .columns.deepCopy();
        parked.put("org_id", told.clinic().toString());
        parked.put("doctor_id", told.doctorId());
        parked.put("status", "CANCELLED");
        return new SavedRow(table, id, parked, from);
    }

    /** An appointment as far as a replay compares it. */
    Row row() {
        return new Row(
                UUID.fromString(id),
                clinic().orElse(null),
                text("doctor_id").orElse(null),
                text("patient_id").orElse(null),
                text("status").orElse(null),
                null,
                null,
                text("deleted_at").isPresent(),
                null,
                null);
    }

    Hit hit() {
        return new Hit(table, id, clinic().orElse(null));
    }

    String json() {
        return columns.toString();
    }
}
