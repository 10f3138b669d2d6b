package io.carillon.booking.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.contact.IdentityCheck.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityCheckTest {

    private static final LocalDate BORN = LocalDate.of(1980, 12, 31);
    private static final LocalDate OTHER = LocalDate.of(1981, 1, 1);
    private static final Instant NOW = Instant.parse("2030-01-07T10:00:00Z");

    @Test
    void onlyTheRightDateVerifies() {
        assertThat(IdentityCheck.judge(BORN, BORN, List.of(), NOW)).isEqualTo(new Outcome.Verified());
        assertThat(IdentityCheck.judge(BORN, OTHER, List.of(), NOW)).isEqualTo(new Outcome.NotVerified(List.of(NOW)));
        assertThat(IdentityCheck.judge(null, BORN, List.of(), NOW))
                .as("a contact without a date is told like a wrong answer")
                .isEqualTo(new Outcome.NotVerified(List.of(NOW)));
    }

    @Test
    void threeWrongDatesWithinAnHourAreTheLast() {
        var failed = List.of(NOW.minusSeconds(3_000), NOW.minusSeconds(20), NOW.minusSeconds(10));

        assertThat(IdentityCheck.judge(BORN, BORN, failed, NOW))
                .isEqualTo(new Outcome.Refused(Duration.ofSeconds(600)));
        assertThat(IdentityCheck.judge(BORN, BORN, failed, NOW.plusSeconds(600)))
                .isEqualTo(new Outcome.Verified());
        assertThat(IdentityCheck.judge(BORN, OTHER, failed, NOW.plusSeconds(600)))
                .as("what is an hour old is forgotten")
                .isEqualTo(new Outcome.NotVerified(
                        List.of(NOW.minusSeconds(20), NOW.minusSeconds(10), NOW.plusSeconds(600))));
    }
}
