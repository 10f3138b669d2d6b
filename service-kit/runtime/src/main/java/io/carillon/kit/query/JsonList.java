package io.carillon.kit.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** A field that is to be a list. What is wrong with it is among the faults of the object that it is a field of. */
public final class JsonList {

    private final JsonFields owner;
    private final String name;
    private final JsonNode list;

    JsonList(JsonFields owner, String name, JsonNode list) {
        this.owner = owner;
        this.name = name;
        this.list = list;
    }

    /** Texts of a form, without repeats, in order; none when missing. */
    public List<String> texts(Pattern form, String expected, int most) {
        if (!owner.has(name)) {
            return List.of();
        }
        var texts = elements();
        if (!list.isArray()
                || texts.size() > most
                || !texts.stream().allMatch(text -> form.matcher(text).matches())) {
            owner.fault(name, "is not valid; expected a list of at most %d, each %s".formatted(most, expected));
            return List.of();
        }
        return texts.stream().distinct().sorted().toList();
    }

    /** Each one of {@code allowed}, without repeats; none when missing, and a fault when it is no such list. */
    public List<String> words(Collection<String> allowed) {
        if (!owner.has(name)) {
            return List.of();
        }
        var words = new LinkedHashSet<>(elements());
        if (!list.isArray() || words.isEmpty() || !allowed.containsAll(words)) {
            owner.fault(name, "is not a list; expected some of " + String.join(", ", allowed));
            return List.of();
        }
        return List.copyOf(words);
    }

    /** {@code least} to {@code most} objects; none where the list is missing, which is a fault. */
    public List<JsonFields> objects(int least, int most) {
        if (!owner.has(name)) {
            owner.fault(name, "is missing");
            return List.of();
        }
        if (!list.isArray() || list.size() < least || list.size() > most) {
            owner.fault(name, "is not an array of %d to %d objects".formatted(least, most));
            return List.of();
        }
        var objects = new ArrayList<JsonFields>();
        for (int i = 0; i < list.size(); i++) {
            var place = "%s[%d]".formatted(name, i);
            if (list.get(i).isObject()) {
                objects.add(owner.element(place, list.get(i)));
            } else {
                owner.fault(place, "is not an object");
            }
        }
        return objects;
    }

    private List<String> elements() {
        var texts = new ArrayList<String>();
        list.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
        return texts;
    }
}
