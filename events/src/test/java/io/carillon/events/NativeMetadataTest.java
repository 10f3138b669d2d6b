package io.carillon.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Jackson reads the records by reflection, so a native image must be told of each. The list is made from the sealed
 * interfaces; {@code -Dcarillon.write=true} writes it anew.
 */
class NativeMetadataTest {

    private static final Path FILE =
            Path.of("src/main/resources/META-INF/native-image/io.carillon/events/reachability-metadata.json");

    @Test
    void everyRecordIsKnownToANativeImage() throws IOException {
        var records = new TreeSet<String>();
        collect(Event.class, records);
        var expected = records.stream()
                .map(name -> ("    {\"type\": \"%s\", \"allDeclaredConstructors\": true,"
                                + " \"allDeclaredMethods\": true, \"allDeclaredFields\": true}")
                        .formatted(name))
                .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
        if (Boolean.getBoolean("carillon.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }

        assertThat(FILE).hasContent(expected);
        assertThat(records).hasSizeGreaterThan(EventType.values().length);
    }

    private static void collect(Class<?> type, Set<String> records) {
        if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                collect(permitted, records);
            }
        } else if (type.isRecord() && records.add(type.getName())) {
            for (var component : type.getRecordComponents()) {
                collectFrom(component.getGenericType(), records);
            }
        } else if (type.isEnum()) {
            records.add(type.getName());
        }
    }

    private static void collectFrom(Type type, Set<String> records) {
        switch (type) {
            case Class<?> plain -> collect(plain, records);
            case ParameterizedType generic -> {
                for (var argument : generic.getActualTypeArguments()) {
                    collectFrom(argument, records);
                }
            }
            default -> throw new IllegalStateException("an event field of type " + type);
        }
    }
}
