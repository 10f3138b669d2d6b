package io.carillon.alerting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy knows no framework; nobody in the windows knows a database. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.alerting");

    static Stream<ArchRule> rules() {
        var frameworks = new String[] {
            "io.quarkus..", "jakarta..", "org.apache.kafka..", "io.agroal..", "java.sql..", "io.micrometer.."
        };
        return Stream.of(
                noClasses()
                        .that()
                        .resideInAnyPackage("..alerting.pipeline..", "..alerting.signal..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(frameworks),
                noClasses()
                        .that()
                        .haveNameMatching(
                                ".*\\.(PagerDutyEvent|PagerDutyChannel|SlackMessage|SlackChannel|Text|Tracker|Recent|RuleBook|ConditionVerdict)")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(frameworks),
                noClasses()
                        .that()
                        .resideInAPackage("..alerting.window..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "io.agroal..", "..alerting.incident.."),
                noClasses()
                        .that()
                        .resideInAPackage("..alerting.pipeline..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("..alerting.incident..", "..alerting.pack..", "..alerting.window.."),
                classes()
                        .that()
                        .implement("io.carillon.alerting.pipeline.Stage")
                        .should()
                        .bePackagePrivate());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(OURS);
    }
}
