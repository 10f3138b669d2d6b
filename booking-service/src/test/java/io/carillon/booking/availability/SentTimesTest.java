package io.carillon.booking.availability;

import static io.carillon.booking.Fixture.connect;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL sends is what was meant, in text and in binary. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SentTimesTest {

    /** As often as the driver takes to ask for binary. */
    private static final int TRIES = 8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23T18:00:00Z",
                "2026-11-23T18:00:00.000001Z 1969-12-31T23:59:59.999999Z 2000-01-01T00:00:00Z 9999-12-31T23:59:59Z"
            })
    void timesArriveAsTheyWereSent(String times) throws SQLException {
        var sent = Arrays.stream(times.split(" "))
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .toList();
        try (var connection = connect("carillon_booking");
                var select = connection.prepareStatement("select array_send(?::timestamptz[])")) {
            for (int i = 0; i < TRIES; i++) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "text", sent.stream().map(Instant::toString).toArray()));
                var row = select.executeQuery();
                row.next();

                assertThat(SentTimes.micros(row.getBytes(1)))
                        .containsExactly(sent.stream()
                                .mapToLong(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                                .toArray());
            }
        }
        assertThat(SentTimes.micros(null)).isEmpty();
    }
}
