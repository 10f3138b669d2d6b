package io.carillon.webhook.vapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Bodies as Vapi sends them, one for each type, after its documents and OpenAPI. Whatever must not be recorded begins with
 * {@link #PLANTED}.
 */
final class Samples {

    static final String PLANTED = "PLANTED";

    /** What only clinics without transcription do not keep. */
    static final List<String> SAID = List.of("PLANTED-TRANSCRIPT", "PLANTED-SUMMARY");

    private static final String CALL_ID = "CALL_ID";

    private Samples() {}

    /** @param name of a file in {@code src/test/resources/vapi}, without its ending */
    static String body(String name, String callId) {
        try (var file = Objects.requireNonNull(Samples.class.getResourceAsStream("/vapi/" + name + ".json"), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(CALL_ID, callId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        try (var files = Files.list(Path.of("src/test/resources/vapi"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
