package io.carillon.acceptance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("carillon.root"));

    /** Reads what was compiled last. Run with {@code -Dcarillon.write=true} to write the documents anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {"webhook-service", "booking-service", "tts-cache-service", "health-service", "alerting-service"})
    void theCommittedDocumentIsWhatTheClassesSay(String service) throws IOException {
        var generated = ApiDocument.of(ROOT, service);
        var file = ROOT.resolve("docs/openapi").resolve(service + ".yaml");

        if (Boolean.getBoolean("carillon.write")) {
            Files.writeString(file, generated);
        }

        assertThat(file)
                .as(
                        "docs/openapi/%s.yaml; when the change is meant, write it anew: "
                                + "./mvnw test -pl acceptance-tests -Dtest=ApiDocumentTest -Dcarillon.write=true",
                        service)
                .hasContent(generated);
    }
}
