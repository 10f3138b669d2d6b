package io.carillon.webhook.call;

import io.carillon.webhook.World;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What every test of a desk needs: the clinic, a caller, slots, and the time there is. */
@Singleton
class Desks {

    static final String CALL = "CA0123456789abcdef0123456789abcdef";
    static final RequestKey KEY = RequestKey.of(CALL, "test");
    static final Person CALLER = new Person(null, "+15555550123");
    static final Slot FIRST =
            new Slot("doctor-1", Instant.parse("2030-12-10T17:30:00Z"), Instant.parse("2030-12-10T18:00:00Z"));
    static final Search SEARCH = new Search(null, null, 14, Duration.ofMinutes(30), 3);

    private final ClinicDirectory directory;
    private final Clock clock;

    Desks(ClinicDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    Clinic demo() {
        return directory.ofNumber(World.DEMO_NUMBER);
    }

    Deadline soon() {
        return Deadline.in(Duration.ofSeconds(8), clock);
    }

    Deadline past() {
        return Deadline.in(Duration.ofSeconds(-1), clock);
    }
}
