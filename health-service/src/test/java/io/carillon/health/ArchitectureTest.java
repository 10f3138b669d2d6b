package io.carillon.health;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta..",
        "io.vertx..",
        "org.apache.kafka..",
        "org.postgresql..",
        "org.eclipse.microprofile.."
    };

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.carillon.health");
    }

    @Test
    void words_and_policy_know_no_framework() {
        noClasses()
                .that()
                .haveNameMatching("io\\.carillon\\.health\\.view\\.(Board|Health|Overall|Paths|Units|Views|Words).*")
                .or()
                .haveNameMatching("io\\.carillon\\.health\\.watch\\.(ProbeState|Thresholds|Watched)(\\$.*)?")
                .or()
                .haveNameMatching("io\\.carillon\\.health\\.traffic\\.(RecentWindows|Traffic)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(ours);
    }

    @Test
    void probing_knows_neither_schedule_nor_words() {
        noClasses()
                .that()
                .resideInAPackage("..health.probe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..health.watch..", "..health.view..")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("..health.watch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..health.view..")
                .check(ours);
    }

    @Test
    void only_resources_are_reached_over_http() {
        classes()
                .that()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .andShould()
                .resideInAPackage("..health.view..")
                .check(ours);
    }
}
