package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.acceptance.StubbornClient.Promise;
import io.carillon.acceptance.StubbornClient.Slot;
import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the appointment book is for: many want the same hours, processes die in the middle of it, and in the end the book
 * holds exactly what was promised.
 */
@ExtendWith(Platform.Running.class)
class FightForSlotsTest {

    private static final int CLIENTS = 200;
    private static final int DOCTORS = 5;
    private static final int SLOTS_OF_DOCTOR = 20;
    private static final Duration FIGHT = Duration.ofSeconds(60);
    private static final long SEED = 20261121;

    private static final UUID DEMO = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final LocalDate MONDAY =
            LocalDate.now(ZONE).plusMonths(6).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));

    /** Others of this run want to start with a platform at peace. */
    @AfterEach
    void nothingIsOpen(Platform platform) {
        await().atMost(3, TimeUnit.MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Http.get(platform.door("/api/incidents?status=open"), "X-API-Key", "dev-viewer-key")
                        .json()
                        .get("incidents")
                        .isEmpty());
    }

    @Test
    @Requirement({"R-BOOK-06", "R-BOOK-10"})
    void twoHundredFightForAHundredSlotsWhileProcessesDie(Platform platform) throws Exception {
        var run = "chaos-" + UUID.randomUUID().toString().substring(0, 8);
        prepare(platform, run);
        var slots = slots(run);
        var counts = StubbornClient.counters();
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(n -> new StubbornClient(platform, slots, run + "-patient-" + n, SEED + n, counts))
                .toList();

        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fights = clients.stream()
                    .map(client -> CompletableFuture.runAsync(() -> client.fight(over::get), threads))
                    .toList();
            try {
                disturb(platform);
            } finally {
                over.set(true);
            }
            CompletableFuture.allOf(fights.toArray(CompletableFuture[]::new)).get(6, TimeUnit.MINUTES);
        }

        print(counts);
        compare(platform, run, clients);
    }

    /** Three blows within the time of the fight, which lasts until the last of them is over. */
    private static void disturb(Platform platform) {
        var begin = System.nanoTime();
        awaitPart(begin, 0.15);
        platform.kill("booking-service");
        platform.restart("booking-service");
        awaitPart(begin, 0.45);
        platform.stop("postgres");
        platform.start("postgres");
        awaitPart(begin, 0.75);
        platform.kill("booking-service");
        platform.restart("booking-service");
        awaitPart(begin, 1);
    }

    private static void awaitPart(long begin, double part) {
        await().atMost(FIGHT.multipliedBy(10)).until(() -> System.nanoTime() - begin >= FIGHT.toNanos() * part);
    }

    private static void prepare(Platform platform, String run) throws SQLException {
        try (var book = Appointments.of(platform)) {
            for (int n = 0; n < DOCTORS; n++) {
                book.execute("insert into doctors (id, org_id, name) values (?, ?, 'Dr. Chaos')", doctor(run, n), DEMO);
                book.execute("""
                        insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
                        values (?, ?, 1, '08:00', '18:00')""", DEMO, doctor(run, n));
            }
            book.execute("""
                    insert into contacts (org_id, id) select ?, ? || '-patient-' || n from generate_series(0, ?) as n""", DEMO, run, CLIENTS - 1);
        }
    }

    private static String doctor(String run, int n) {
        return run + "-doctor-" + n;
    }

    private static List<Slot> slots(String run) {
        var slots = new ArrayList<Slot>();
        for (int doctor = 0; doctor < DOCTORS; doctor++) {
            for (int n = 0; n < SLOTS_OF_DOCTOR; n++) {
                var start =
                        MONDAY.atTime(8, 0).plusMinutes(30L * n).atZone(ZONE).toInstant();
                slots.add(new Slot(
                        doctor(run, doctor),
                        start.toString(),
                        start.plus(Duration.ofMinutes(30)).toString()));
            }
        }
        return slots;
    }

    private static void print(Map<String, LongAdder> counts) {
        System.out.printf(
                "%d clients, %d slots, %d s, 2 kills, 1 restart of PostgreSQL:%n",
                CLIENTS, DOCTORS * SLOTS_OF_DOCTOR, FIGHT.toSeconds());
        new TreeMap<>(counts).forEach((what, count) -> System.out.printf("  %-28s %8d%n", what, count.sum()));
    }

    private static void compare(Platform platform, String run, List<StubbornClient> clients) throws SQLException {
        var promised = new TreeMap<String, Promise>();
        clients.forEach(client -> promised.putAll(client.promised()));
        try (var book = Appointments.of(platform)) {
            var written = new TreeMap<String, Promise>();
            book.rows("""
                            select id, status, doctor_id, to_char(start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                            from appointments where patient_id like ? || '-patient-%'""", run)
                    .forEach(row -> written.put(row.get(0), new Promise(row.get(1), row.get(2), row.get(3))));
            var active = promised.values().stream()
                    .filter(promise -> promise.status().equals("BOOKED"))
                    .count();
            var overlapping = book.count("""
                    select count(*) from slot_claims a join slot_claims b
                    on a.doctor_id = b.doctor_id and a.id < b.id and a.during && b.during
                    where a.doctor_id like ? || '-%'""", run);
            var claimed = book.count("""
                    select count(*) from slot_claims c join appointments a on a.id = c.appointment_id
                    where c.doctor_id like ? || '-%' and c.state = 'TAKEN' and a.status in ('BOOKED', 'CONFIRMED')
                      and a.doctor_id = c.doctor_id and c.during = tstzrange(a.start_time, a.end_time, '[)')""", run);
            var taken = book.count(
                    "select count(*) from slot_claims where doctor_id like ? || '-%' and state = 'TAKEN'", run);
            System.out.printf(
                    "  promised %d, written %d, active %d, claims %d, overlapping %d%n",
                    promised.size(), written.size(), active, taken, overlapping);

            assertThat(overlapping).as("claims that overlap").isZero();
            assertThat(written.keySet()).as("rows, and those who were told 201").isEqualTo(promised.keySet());
            assertThat(written).as("rows, and what was last said of them").isEqualTo(promised);
            assertThat(claimed).as("active appointments with their claim").isEqualTo(active);
            assertThat(taken).as("claims").isEqualTo(active);
            assertThat(promised).as("a fight that proves something").hasSizeGreaterThan(DOCTORS * SLOTS_OF_DOCTOR);
        }
    }

    /** A confirmation that has written everything but the end: the service dies, and there was none. */
    @Test
    @Requirement("R-BOOK-10")
    void aServiceThatDiesBetweenConfirmAndCommitHasConfirmedNothing(Platform platform) throws Exception {
        var run = "killed-" + UUID.randomUUID().toString().substring(0, 8);
        prepare(platform, run);
        var slot = slots(run).getFirst();
        var patient = run + "-patient-0";
        var held = Http.postJson(
                platform.door("/api/holds"),
                """
                {"doctorId":"%s","startTime":"%s","endTime":"%s","callId":"%s","seconds":900}""".formatted(slot.doctor(), slot.start(), slot.end(), run),
                "X-API-Key",
                "dev-operator-key");
        assertThat(held.status()).as(held.body()).isEqualTo(201);
        var hold = held.json().get("id").asText();
        java.util.function.Supplier<Http.Answer> confirm = () -> Http.postJson(
                platform.door("/api/holds/" + hold + "/confirm"),
                "{\"patientId\":\"%s\"}".formatted(patient),
                "X-API-Key",
                "dev-operator-key",
                "Idempotency-Key",
                run);
        try (var book = Appointments.of(platform)) {
            // Who books with a patient holds the patient's row; somebody else has it, so the commit cannot come.
            book.connection().setAutoCommit(false);
            book.execute("select 1 from contacts where id = ? for update", patient);
            var answer = CompletableFuture.supplyAsync(confirm);
            try (var other = Appointments.of(platform)) {
                await().atMost(20, TimeUnit.SECONDS)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> other.count("select count(*) from pg_locks where not granted") > 0);
            }
            platform.kill("booking-service");
            book.connection().rollback();
            assertThat(answer.handle((said, _) -> said == null || said.status() >= 500)
                            .get(30, TimeUnit.SECONDS))
                    .as("nobody was told that it is confirmed")
                    .isTrue();
        }
        platform.restart("booking-service");

        try (var book = Appointments.of(platform)) {
            assertThat(book.count("select count(*) from appointments where patient_id = ?", patient))
                    .isZero();
            assertThat(book.rows("select status from holds where id = ?::uuid", hold)
                            .getFirst())
                    .containsExactly("HELD");
            var again = confirm.get();
            assertThat(again.status()).as(again.body()).isEqualTo(201);
            assertThat(confirm.get().body()).isEqualTo(again.body());
            assertThat(book.count("select count(*) from appointments where patient_id = ?", patient))
                    .isOne();
        }
    }
}
