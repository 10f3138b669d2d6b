package io.carillon.booking.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body that is a JSON object, and all that is wrong with them at once. Faults name fields and
 * expectations and never repeat what was sent. Not thread-safe.
 */
public final class JsonFields {

    /** Opaque ids (R-BOOK-02): anything that a practice system prints, nothing that a database cannot store. */
    private static final Pattern ID = Pattern.compile("[\\x20-\\x7e]{1,64}");

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;
    private final List<String> faults = new ArrayList<>();

    private JsonFields(JsonNode fields) {
        this.fields = fields;
    }

    /** Empty when {@code body} is not a JSON object. */
    public static Optional<JsonFields> read(byte @Nullable [] body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject).map(JsonFields::new);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to be read", e);
        }
    }

    /** An object without fields, for a POST that needs none and came without a body. */
    public static JsonFields none() {
        return new JsonFields(JSON.createObjectNode());
    }

    public boolean has(String name) {
        return !absent(name);
    }

    /** 1 to 64 printable characters; null, and a fault, when it is missing or something else. */
    public @Nullable String id(String name) {
        var text = text(name);
        if (text != null && (!ID.matcher(text).matches() || text.isBlank())) {
            faults.add(name + " is not an id; expected 1 to 64 printable ASCII characters.");
            return null;
        }
        return text;
    }

    /** ISO 8601 with offset, to the microsecond; null, and a fault, when it is missing or something else. */
    public @Nullable Instant time(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
            faults.add(name + " lies outside the years %d to %d.".formatted(FIRST_YEAR, LAST_YEAR));
        } catch (DateTimeException e) {
            faults.add(name + " is not a time; expected ISO 8601 with offset, for example 2030-01-07T09:00:00Z.");
        }
        return null;
    }

    /** Any text; null, and a fault, when it is missing or no string. */
    public @Nullable String text(String name) {
        if (absent(name)) {
            faults.add(name + " is missing.");
            return null;
        }
        var value = fields.path(name);
        if (!value.isTextual()) {
            faults.add(name + " is not a string.");
            return null;
        }
        return value.textValue();
    }

    /** A text that need not be there; a fault when it is longer than {@code most} or holds control characters. */
    public @Nullable String optionalText(String name, int most) {
        if (absent(name)) {
            return null;
        }
        var text = text(name);
        if (text != null && (text.length() > most || text.chars().anyMatch(Character::isISOControl))) {
            faults.add("%s is not plain text; expected at most %d characters on one line.".formatted(name, most));
            return null;
        }
        return text;
    }

    /** A whole number that need not be there; a fault when it lies outside {@code [least, most]}. */
    public int optionalNumber(String name, int absent, int least, int most) {
        if (absent(name)) {
            return absent;
        }
        var value = fields.path(name);
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            faults.add("%s is not a whole number from %d to %d.".formatted(name, least, most));
            return absent;
        }
        return value.intValue();
    }

    public void fault(Collection<String> more) {
        faults.addAll(more);
    }

    /** All that was wrong so far, as one text; empty when nothing was. */
    public Optional<String> faults() {
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", faults));
    }

    private boolean absent(String name) {
        var value = fields.path(name);
        return value.isMissingNode() || value.isNull();
    }
}
