package io.carillon.runbook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the engine must never come to know. */
class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.carillon.runbook");

    @Test
    void theEngineIsPlainJava() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.carillon.runbook..",
                        "java.lang",
                        "java.lang.runtime",
                        "java.lang.invoke",
                        "java.io",
                        "java.math",
                        "java.nio..",
                        "java.time..",
                        "java.util..",
                        "org.snakeyaml.engine..",
                        "org.jspecify..")
                .check(ENGINE);
    }

    @Test
    void nothingIsReflectiveAndNobodyReadsAClock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ENGINE);
    }

    @Test
    void onlyTheParserKnowsYamlAndOnlyTheLoaderKnowsFiles() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.carillon.runbook.parse")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.carillon.runbook.load")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio.file")
                .check(ENGINE);
    }

    @Test
    void packagesDoNotRunInCircles() {
        slices().matching("io.carillon.runbook.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void noJavaOfTheHouseNamesAPack() throws IOException {
        Path root = Path.of(System.getProperty("carillon.root"));
        List<String> names = List.of("patientflow", "medflow", "voxanne", "ai-booking", "aibooking");
        try (Stream<Path> files = Files.walk(root.resolve("runbook-engine/src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file).toLowerCase(Locale.ROOT);
                assertThat(names).as(file.toString()).noneMatch(source::contains);
            }
        }
    }
}
