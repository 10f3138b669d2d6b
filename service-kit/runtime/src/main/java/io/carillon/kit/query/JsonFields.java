package io.carillon.kit.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
 * The fields of a body that is a JSON object, and all that is wrong with them at once. A field that is null is missing,
 * a number is no string, and a field that is faulty reads as missing. Faults name fields and expectations and never
 * repeat what was sent. Not thread-safe.
 */
public final class JsonFields {

    /** Opaque ids (R-BOOK-02): anything that a practice system prints, nothing that a database cannot store. */
    private static final Pattern ID = Pattern.compile("[\\x20-\\x7e]{1,64}");

    /** Told of one body at most: who has more wrong has misunderstood something else. */
    private static final int MOST_FAULTS = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;
    private final List<String> faults;

    /** Where this object stands in the body; empty for the body itself. */
    private final String path;

    private JsonFields(JsonNode fields, List<String> faults, String path) {
        this.fields = fields;
        this.faults = faults;
        this.path = path;
    }

    /** Empty when {@code body} is not a JSON object. */
    public static Optional<JsonFields> read(byte @Nullable [] body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body))
                    .filter(JsonNode::isObject)
                    .map(fields -> new JsonFields(fields, new ArrayList<>(), ""));
        } catch (IOException e) {
            // Not JSON, or in no encoding that JSON has: that is found out while reading.
            return Optional.empty();
        }
    }

    /**
     * @param expected the fields, for whoever sent no object
     * @throws io.carillon.kit.problem.ProblemException 400 when {@code body} is not a JSON object
     */
    public static JsonFields of(byte @Nullable [] body, String expected) {
        return read(body)
                .orElseThrow(
                        () -> QueryParameters.invalid("The body is not a JSON object; expected " + expected + "."));
    }

    /** As {@link #of}, and none where there is no body, for a POST that needs none. */
    public static JsonFields ofOptional(byte @Nullable [] body, String expected) {
        return body == null || body.length == 0 ? none() : of(body, expected);
    }

    /** An object without fields, for a POST that needs none and came without a body. */
    public static JsonFields none() {
        return new JsonFields(JSON.createObjectNode(), new ArrayList<>(), "");
    }

    public boolean has(String name) {
        return !absent(name);
    }

    /** 1 to 64 printable characters; null, and a fault, when it is missing or something else. */
    public @Nullable String id(String name) {
        var text = text(name);
        if (text != null && (!ID.matcher(text).matches() || text.isBlank())) {
            fault(name, "is not an id; expected 1 to 64 printable ASCII characters");
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
            if (QueryParameters.inRange(time.getYear())) {
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
            fault(name, QueryParameters.OUT_OF_YEARS);
        } catch (DateTimeException e) {
            fault(name, QueryParameters.NO_TIME);
        }
        return null;
    }

    /** As {@link #time}, that need not be there. */
    public @Nullable Instant optionalTime(String name) {
        return absent(name) ? null : time(name);
    }

    /** Any text; null, and a fault, when it is missing or no string. */
    public @Nullable String text(String name) {
        if (absent(name)) {
            fault(name, "is missing");
            return null;
        }
        var value = fields.path(name);
        if (!value.isTextual()) {
            fault(name, "is not a string");
            return null;
        }
        return value.textValue();
    }

    /** A text that need not be there, as it was sent; a fault when it is longer than {@code most} or not one line. */
    public @Nullable String optionalText(String name, int most) {
        var text = absent(name) ? null : text(name);
        if (text != null && (text.length() > most || !storable(text))) {
            fault(name, "is not plain text; expected at most %d characters on one line".formatted(most));
            return null;
        }
        return text;
    }

    /** A text that need not be there, without blanks around it; a fault when nothing is left of it. */
    public Optional<String> label(String name, int longest) {
        var text = absent(name) ? null : text(name);
        if (text == null) {
            return Optional.empty();
        }
        var label = text.strip();
        if (label.isEmpty() || label.length() > longest || !storable(label)) {
            fault(name, "is not a text of 1 to %d characters without control characters".formatted(longest));
            return Optional.empty();
        }
        return Optional.of(label);
    }

    /** As {@link #label}, which must be there; an empty text when it is faulty. */
    public String requiredLabel(String name, int longest) {
        requirePresence(name, "");
        return label(name, longest).orElse("");
    }

    /** A text of a form, that need not be there. */
    public @Nullable String text(String name, Pattern form, String expected) {
        var value = fields.path(name);
        if (absent(name)
                || (value.isTextual() && form.matcher(value.textValue()).matches())) {
            return value.textValue();
        }
        fault(name, "is not valid; expected " + expected);
        return null;
    }

    /** A text of a form, that must be there; an empty text when it is faulty. */
    public String required(String name, Pattern form, String expected) {
        requirePresence(name, "; expected " + expected);
        var text = text(name, form, expected);
        return text == null ? "" : text;
    }

    /** One of {@code allowed}; null, and a fault, when it is missing or something else. */
    public @Nullable String word(String name, Collection<String> allowed) {
        var text = fields.path(name).isTextual() ? fields.path(name).textValue() : "";
        if (!allowed.contains(text)) {
            fault(name, "is missing or not known; expected one of " + String.join(", ", allowed));
            return null;
        }
        return text;
    }

    /** A whole number within {@code [least, most]} that need not be there. */
    public Optional<Integer> number(String name, int least, int most) {
        if (absent(name)) {
            return Optional.empty();
        }
        var value = fields.path(name);
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most) {
            return Optional.of(value.intValue());
        }
        fault(name, "is not a whole number from %d to %d".formatted(least, most));
        return Optional.empty();
    }

    public int optionalNumber(String name, int absent, int least, int most) {
        return number(name, least, most).orElse(absent);
    }

    /** True or false, that need not be there. */
    public Optional<Boolean> flag(String name) {
        if (absent(name)) {
            return Optional.empty();
        }
        if (!fields.path(name).isBoolean()) {
            fault(name, "is not true or false");
            return Optional.empty();
        }
        return Optional.of(fields.path(name).booleanValue());
    }

    /** A date that need not be there, of the years 2000 to 9999. */
    public @Nullable LocalDate optionalDate(String name) {
        return date(name, QueryParameters.FIRST_DATE, QueryParameters.LAST_DATE);
    }

    /** A date within {@code [first, last]} that need not be there. */
    public @Nullable LocalDate date(String name, LocalDate first, LocalDate last) {
        if (absent(name)) {
            return null;
        }
        try {
            var value = fields.path(name);
            var date = LocalDate.parse(value.isTextual() ? value.textValue() : "");
            if (!date.isBefore(first) && !date.isAfter(last)) {
                return date;
            }
            fault(name, "is out of range; expected a date from %s to %s".formatted(first, last));
        } catch (DateTimeException e) {
            fault(name, QueryParameters.NO_DATE);
        }
        return null;
    }

    /** The object under {@code name}, whose faults are this one's; null when it is missing or, a fault, something else. */
    public @Nullable JsonFields object(String name) {
        if (absent(name)) {
            return null;
        }
        if (!fields.path(name).isObject()) {
            fault(name, "is not a JSON object");
            return null;
        }
        return element(name, fields.path(name));
    }

    /** The list under {@code name}, whose faults are this one's. */
    public JsonList list(String name) {
        return new JsonList(this, name, fields.path(name));
    }

    /** An object of a list of this one's, at {@code place} under this. */
    JsonFields element(String place, JsonNode object) {
        return new JsonFields(object, faults, path + place + ".");
    }

    /** @param what goes on after the field's name, without a full stop */
    public void fault(String name, String what) {
        faults.add(path + name + " " + what + ".");
    }

    /** @param fault a sentence: what was wrong and what was expected; never what was sent */
    public void fault(String fault) {
        faults.add(path + fault);
    }

    public void fault(Collection<String> more) {
        more.forEach(fault -> faults.add(path.isEmpty() ? fault : path + " " + fault));
    }

    /** All that was wrong so far, as one text; empty when nothing was. */
    public Optional<String> faults() {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" ", faults.subList(0, Math.min(faults.size(), MOST_FAULTS))));
    }

    /** @throws io.carillon.kit.problem.ProblemException 400 naming every fault, if there was one */
    public void check() {
        faults().ifPresent(all -> {
            throw QueryParameters.invalid(all);
        });
    }

    /** PostgreSQL stores neither control characters that nobody meant, nor halves of characters. */
    private static boolean storable(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private void requirePresence(String name, String expected) {
        if (absent(name)) {
            fault(name, "is missing" + expected);
        }
    }

    private boolean absent(String name) {
        var value = fields.path(name);
        return value.isMissingNode() || value.isNull();
    }
}
