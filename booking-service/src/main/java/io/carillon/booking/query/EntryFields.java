package io.carillon.booking.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a caller sent it, read field by field, so that all that is wrong with it can be said at once. Unlike
 * the JSON binding it takes no number for a string. A field that is null is a field that is missing.
 */
public final class EntryFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final List<String> faults = new ArrayList<>();

    private EntryFields(JsonNode object) {
        this.object = object;
    }

    /** @throws io.carillon.kit.problem.ProblemException 400 when {@code body} is no JSON object */
    public static EntryFields of(byte[] body) {
        try {
            var tree = JSON.readTree(body);
            if (tree.isObject()) {
                return new EntryFields(tree);
            }
        } catch (JsonProcessingException e) {
            throw notAnObject();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to be read", e);
        }
        throw notAnObject();
    }

    private static RuntimeException notAnObject() {
        return QueryParameters.invalid("The body is not a JSON object.");
    }

    /** @return null when missing, or when it is a fault */
    public @Nullable String text(String name, Pattern form, String expected) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value.isTextual() && form.matcher(value.textValue()).matches()) {
            return value.textValue();
        }
        fault("%s is not valid; expected %s.".formatted(name, expected));
        return null;
    }

    /** @return a stand-in when missing or wrong, which is then a fault and never comes past {@link #check()} */
    public String required(String name, Pattern form, String expected) {
        if (value(name) == null) {
            fault("%s is missing; expected %s.".formatted(name, expected));
        }
        var text = text(name, form, expected);
        return text == null ? "" : text;
    }

    /** A date without time, within {@code [first, last]}. */
    public @Nullable LocalDate date(String name, LocalDate first, LocalDate last) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        try {
            var date = LocalDate.parse(value.isTextual() ? value.textValue() : "");
            if (!date.isBefore(first) && !date.isAfter(last)) {
                return date;
            }
            fault("%s is out of range; expected a date from %s to %s.".formatted(name, first, last));
        } catch (DateTimeException e) {
            fault("%s is not a date; expected for example 1980-12-31.".formatted(name));
        }
        return null;
    }

    /** Without repeats, in order; empty when missing. */
    public List<String> texts(String name, Pattern form, String expected, int most) {
        var value = value(name);
        if (value == null) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
        if (!value.isArray()
                || texts.size() > most
                || !texts.stream().allMatch(text -> form.matcher(text).matches())) {
            fault("%s is not valid; expected a list of at most %d, each %s.".formatted(name, most, expected));
            return List.of();
        }
        return texts.stream().distinct().sorted().toList();
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /** @param fault what was wrong and what was expected; never what was sent */
    public void fault(String fault) {
        faults.add(fault);
    }

    /** @throws io.carillon.kit.problem.ProblemException 400 naming every fault, if there was one */
    public void check() {
        if (!faults.isEmpty()) {
            throw QueryParameters.invalid(String.join(" ", faults));
        }
    }

    private @Nullable JsonNode value(String name) {
        var value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
