package io.carillon.acceptance.openapi;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document of a service, read off its compiled classes: nothing is started for it, and the service carries
 * none of it (ADR 28). What classes do not say is in the resources {@code openapi/every-service.yaml} and
 * {@code openapi/SERVICE.yaml}.
 */
final class ApiDocument {

    /** Where resources and types are that services have in common. */
    private static final List<String> SHARED =
            List.of("service-kit/runtime", "database-kit", "events", "runbook-engine");

    private ApiDocument() {}

    /**
     * @param root the checkout, in which the services are compiled
     * @return YAML that changes only with the interface
     */
    static String of(Path root, String service) throws IOException {
        return builder(service)
                .withInitialModel(builder("every-service").build().model())
                .withIndex(index(root, service))
                .withOperationHandler(new ResourceMethods())
                .addFilter(new OneForm(service))
                .build()
                .toYAML();
    }

    private static SmallRyeOpenAPI.Builder builder(String written) {
        return SmallRyeOpenAPI.builder()
                .withConfig(new SmallRyeConfigBuilder().build())
                .enableModelReader(false)
                .enableStandardFilter(false)
                .enableStandardStaticFiles(false)
                .withCustomStaticFile(() -> resource(written));
    }

    /** Null, where a service needs none, is what the builder wants then. */
    private static @Nullable InputStream resource(String name) {
        return ApiDocument.class.getResourceAsStream("/openapi/" + name + ".yaml");
    }

    /** In a fixed order, since types of the same name are told apart by numbers. */
    private static Index index(Path root, String service) throws IOException {
        var indexer = new Indexer();
        for (var module : Stream.concat(Stream.of(service), SHARED.stream()).toList()) {
            for (var file : classes(root.resolve(module).resolve("target/classes"))) {
                try (var bytes = Files.newInputStream(file)) {
                    indexer.index(bytes);
                }
            }
        }
        return indexer.complete();
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }
}
