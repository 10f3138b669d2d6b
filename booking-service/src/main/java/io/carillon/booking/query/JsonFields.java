package io.carillon.booking.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
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
    private final List<String> faults;

    /** Where this object stands in the body; empty for the body itself. */
    private final String path;

    private JsonFields(JsonNode fields) {
        this(fields, new ArrayList<>(), "");
    }

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
            faults.add(path + name + " is not an id; expected 1 to 64 printable ASCII characters.");
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
            faults.add(path + name + " lies outside the years %d to %d.".formatted(FIRST_YEAR, LAST_YEAR));
        } catch (DateTimeException e) {
            faults.add(
                    path + name + " is not a time; expected ISO 8601 with offset, for example 2030-01-07T09:00:00Z.");
        }
        return null;
    }

    /** Any text; null, and a fault, when it is missing or no string. */
    public @Nullable String text(String name) {
        if (absent(name)) {
            faults.add(path + name + " is missing.");
            return null;
        }
        var value = fields.path(name);
        if (!value.isTextual()) {
            faults.add(path + name + " is not a string.");
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
            faults.add(
                    "%s is not plain text; expected at most %d characters on one line.".formatted(path + name, most));
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
            faults.add("%s is not a whole number from %d to %d.".formatted(path + name, least, most));
            return absent;
        }
        return value.intValue();
    }

    /** The object under {@code name}, whose faults are this one's; null when it is missing or, a fault, something else. */
    public @Nullable JsonFields object(String name) {
        if (absent(name)) {
            return null;
        }
        if (!fields.path(name).isObject()) {
            faults.add(path + name + " is not a JSON object.");
            return null;
        }
        return new JsonFields(fields.path(name), faults, path + name + ".");
    }

    /** The objects in the list under {@code name}, whose faults are this one's; a fault when it is not 1 to {@code most}. */
    public List<JsonFields> objects(String name, int most) {
        var list = fields.path(name);
        var objects = new ArrayList<JsonFields>();
        list.forEach(object ->
                objects.add(new JsonFields(object, faults, "%s%s[%d].".formatted(path, name, objects.size()))));
        if (!list.isArray()
                || objects.isEmpty()
                || objects.size() > most
                || !objects.stream().allMatch(object -> object.fields.isObject())) {
            faults.add("%s is not a list of objects; expected 1 to %d.".formatted(path + name, most));
            return List.of();
        }
        return objects;
    }

    /** One of {@code allowed}; null, and a fault, when it is missing or something else. */
    public @Nullable String word(String name, Collection<String> allowed) {
        var text = fields.path(name).isTextual() ? fields.path(name).textValue() : "";
        if (!allowed.contains(text)) {
            faults.add("%s is not known; expected one of %s.".formatted(path + name, String.join(", ", allowed)));
            return null;
        }
        return text;
    }

    /** Each one of {@code allowed}, without repeats; empty when there is no such list, and a fault when it is anything else. */
    public List<String> words(String name, Collection<String> allowed) {
        if (absent(name)) {
            return List.of();
        }
        var words = new LinkedHashSet<String>();
        fields.path(name).forEach(word -> words.add(word.isTextual() ? word.textValue() : ""));
        if (!fields.path(name).isArray() || words.isEmpty() || !allowed.containsAll(words)) {
            faults.add("%s is not a list; expected some of %s.".formatted(path + name, String.join(", ", allowed)));
            return List.of();
        }
        return List.copyOf(words);
    }

    /** A date that need not be there. */
    public @Nullable LocalDate optionalDate(String name) {
        if (absent(name)) {
            return null;
        }
        try {
            var date = LocalDate.parse(
                    fields.path(name).isTextual() ? fields.path(name).textValue() : "");
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException e) {
            faults.add(path + name + " is not a date; expected for example 2030-01-07.");
            return null;
        }
        faults.add("%s lies outside the years %d to %d.".formatted(path + name, FIRST_YEAR, LAST_YEAR));
        return null;
    }

    public void fault(String fault) {
        faults.add(path + fault);
    }

    public void fault(Collection<String> more) {
        more.forEach(fault -> faults.add(path.isEmpty() ? fault : path + " " + fault));
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
