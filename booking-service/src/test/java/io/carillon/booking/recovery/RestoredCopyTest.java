package io.carillon.booking.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.problem.ProblemException;
import io.carillon.traceability.Requirement;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way to a restored copy: named or not, there or not, and never written through. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@Requirement("R-BOOK-32")
class RestoredCopyTest {

    @Test
    void whereNoneIsNamedTheAnswerSaysByWhichSetting() {
        var none = copy(Map.of());

        assertThat(none.isNamed()).isFalse();
        assertThatThrownBy(() -> none.ask(connection -> 1)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.code()).isEqualTo("NO_COPY");
            assertThat(problem.detail()).contains("CARILLON_RECOVERY_COPY_URL");
        });
    }

    @Test
    void whereItDoesNotAnswerNothingOfItsAddressIsSaid() {
        var away = copy(Map.of("CARILLON_RECOVERY_COPY_URL", "postgresql://reader:secret@127.0.0.1:1/restored"));

        assertThatThrownBy(() -> away.ask(connection -> 1)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo("COPY_UNREACHABLE");
            assertThat(problem.detail()).doesNotContain("secret", "127.0.0.1", "reader");
        });
    }

    @Test
    void whatIsNoAddressIsRefusedAtTheStartAndNotRepeated() {
        assertThatThrownBy(() -> copy(Map.of("CARILLON_RECOVERY_COPY_URL", "mysql://reader:secret@h/d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CARILLON_RECOVERY_COPY_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void itIsReadAndNeverWritten() {
        var copy = copy(Map.of("CARILLON_RECOVERY_COPY_URL", Fixture.jdbcUrl("booking")));

        assertThat(copy.<String>ask(connection -> {
                    var row = connection.createStatement().executeQuery("select current_user");
                    row.next();
                    return row.getString(1);
                }))
                .isEqualTo("carillon_jobs");
        assertThatThrownBy(() ->
                        copy.ask(connection -> connection.createStatement().execute("delete from data_check_runs")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("25006");
        assertThatThrownBy(() ->
                        copy.ask(connection -> connection.createStatement().execute("select pg_sleep(2)")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("57014");
    }

    @Test
    void eachSettingHasItsDefaultAndItsNameInTheEnvironment() {
        assertThat(settings(Map.of()))
                .returns(Optional.empty(), RecoverySettings::copyUrl)
                .returns(Optional.empty(), RecoverySettings::copyUser)
                .returns(Optional.empty(), RecoverySettings::copyPassword)
                .returns(Duration.ofSeconds(3), RecoverySettings::copyConnect)
                .returns(Duration.ofSeconds(20), RecoverySettings::copyStatement)
                .returns(500_000, RecoverySettings::events)
                .returns(Duration.ofSeconds(20), RecoverySettings::reading);
        assertThat(settings(Map.of(
                        "CARILLON_RECOVERY_COPY_URL", "jdbc:postgresql://h:1/d",
                        "CARILLON_RECOVERY_COPY_USER", "u",
                        "CARILLON_RECOVERY_COPY_PASSWORD", "p",
                        "CARILLON_RECOVERY_COPY_CONNECT", "1s",
                        "CARILLON_RECOVERY_COPY_STATEMENT", "2s",
                        "CARILLON_RECOVERY_EVENTS", "7",
                        "CARILLON_RECOVERY_READING", "4s")))
                .returns(Optional.of("jdbc:postgresql://h:1/d"), RecoverySettings::copyUrl)
                .returns(Optional.of("u"), RecoverySettings::copyUser)
                .returns(Optional.of("p"), RecoverySettings::copyPassword)
                .returns(Duration.ofSeconds(1), RecoverySettings::copyConnect)
                .returns(Duration.ofSeconds(2), RecoverySettings::copyStatement)
                .returns(7, RecoverySettings::events)
                .returns(Duration.ofSeconds(4), RecoverySettings::reading);
    }

    private static RestoredCopy copy(Map<String, String> environment) {
        var quick = new HashMap<>(environment);
        quick.put("CARILLON_RECOVERY_COPY_STATEMENT", "1s");
        return new RestoredCopy(settings(quick), Optional.of("carillon_jobs"), Optional.of("dev"));
    }

    private static RecoverySettings settings(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(RecoverySettings.class)
                .build()
                .getConfigMapping(RecoverySettings.class);
    }
}
