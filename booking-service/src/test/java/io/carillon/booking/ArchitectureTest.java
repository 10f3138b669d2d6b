package io.carillon.booking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.booking");

    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta..",
        "io.smallrye..",
        "org.apache.kafka..",
        "java.sql..",
        "io.agroal..",
        "io.carillon.kit.access..",
        "io.carillon.kit.config..",
        "io.carillon.kit.database..",
        "io.carillon.kit.event..",
        "io.carillon.kit.health..",
        "io.carillon.kit.log..",
        "io.carillon.kit.metrics..",
        "io.carillon.kit.outbox..",
        "io.carillon.kit.problem..",
        "io.carillon.kit.request.."
    };

    /** Hours, availability, codes and what is required of a request: no framework, no database, no clock of its own. */
    @Test
    void policyKnowsNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.schedule\\.(TimeRange|Shift|WorkingHours|HoursText|WeeklySchedule|ScheduleExceptions|ScheduleFault|DoctorSchedule|DateException|Buffers|AppointmentType|Doctor|ClinicZone)(\\$.*)?")
                .or()
                .haveNameMatching(
                        ".*\\.(block\\.(Recurrence|BlockRule)|hold\\.(Hold|HoldRequest|HoldRequestReader))(\\$.*)?")
                .or()
                .haveNameMatching(".*\\.availability\\.(FreeSlots|Offer)(\\$.*)?")
                .or()
                .haveNameMatching(
                        ".*\\.(calendar\\.(EventId|EventText|Problem|Answer|AnswerReader|Claim|SyncOutcome|CalendarSync|CredentialCipher))(\\$.*)?")
                .or()
                .haveNameMatching(".*\\.together\\.(Line|Combiner|Bounds|Member|Outcome|Reason)(\\$.*)?")
                .or()
                .haveNameMatching(".*\\.recovery\\.(Told|Telling|Row|ReplayPolicy)(\\$.*)?")
                .or()
                .haveNameMatching(
                        ".*\\.appointment\\.(BookingPolicy|BookingRequest|BookingRequestReader|FailureCode|BookingOutcome)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(CLASSES);
    }

    @Test
    void featuresDoNotGoRoundInCircles() {
        slices().matching("io.carillon.booking.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyResourcesSpeakHttpAndNoResourceSpeaksSql() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .andShould()
                .onlyDependOnClassesThat()
                .doNotHaveFullyQualifiedName(Connection.class.getName())
                .check(CLASSES);
        noClasses()
                .that()
                .areNotAnnotatedWith(Path.class)
                .and()
                .areNotAnnotatedWith(Provider.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CLASSES);
    }
}
