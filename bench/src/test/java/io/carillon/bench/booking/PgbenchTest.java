package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PgbenchTest {

    private static final String OUTPUT = """
            pgbench (15.14 (Debian 15.14-0+deb12u1))
            transaction type: booking.pgbench
            number of transactions actually processed: 41520
            number of failed transactions: %d (0.000%%)
            latency average = 9.6 ms
            tps = 2076.123456 (without initial connection time)
            """;

    @Test
    void figuresAreRead() throws IOException {
        assertThat(Pgbench.parse(OUTPUT.formatted(0)).verified()).isEqualTo(new Pgbench(2076.123456, 41_520, 0));
    }

    @Test
    void aFailedTransactionFailsTheRun() throws IOException {
        var run = Pgbench.parse(OUTPUT.formatted(1));

        assertThatIllegalStateException().isThrownBy(run::verified);
    }
}
