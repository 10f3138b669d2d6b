package io.carillon.ttscache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses service = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.ttscache");

    @Test
    void whatIsKeptKnowsNeitherFrameworkNorStore() {
        classes()
                .that()
                .resideInAPackage("..ttscache.entry")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "..ttscache.entry")
                .check(service);
    }

    @Test
    void thePolicyOfRetriesKnowsNoFramework() {
        noClasses()
                .that()
                .haveSimpleName("RetryPolicy")
                .or()
                .haveSimpleName("SingleFlight")
                .or()
                .haveSimpleNameStartingWith("Spoken")
                .or()
                .haveSimpleNameStartingWith("Synthesis$")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..", "com.fasterxml..")
                .check(service);
    }

    @Test
    void theStoreDoesNotKnowWhoMakesTheAudio() {
        slices().matching("io.carillon.ttscache.(*)..")
                .should()
                .beFreeOfCycles()
                .check(service);
        noClasses()
                .that()
                .resideInAPackage("..store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..synthesis")
                .check(service);
    }
}
