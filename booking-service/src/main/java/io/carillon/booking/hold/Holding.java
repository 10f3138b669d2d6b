package io.carillon.booking.hold;

import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.BookingPolicy;
import io.carillon.booking.appointment.BookingPolicy.Ruling;
import io.carillon.booking.appointment.BookingSettings;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.hold.HoldGuard.Terms;
import io.carillon.booking.hold.HoldOutcome.Held;
import io.carillon.booking.hold.HoldOutcome.NotDone;
import io.carillon.booking.hold.HoldRequest.Slot;
import io.carillon.booking.hold.HoldRequestReader.Read;
import io.carillon.booking.hold.HoldView.HoldList;
import io.carillon.booking.hold.HoldView.RefusedView;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.mode.Feature;
import io.carillon.booking.mode.Features;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.booking.slot.SlotLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds slots. Each slot of a list is held or refused by itself: a caller who is offered five times and finds one of them
 * gone still chooses among four. All of it is one transaction with its answer.
 */
@ApplicationScoped
class Holding {

    /** Tries while a doctor's hours change under us; each but the first goes by fresh rows. */
    private static final int TRIES = 3;

    private final HoldRequestReader reader;
    private final int most;
    private final Roster roster;
    private final HoldGuard guard;
    private final SlotClaims claims;
    private final HoldRepository holds;
    private final HoldTeller teller;
    private final KeptAnswers kept;
    private final Answers answers;
    private final Features features;
    private final Clock clock;

    Holding(
            BookingSettings booking,
            HoldSettings settings,
            Roster roster,
            HoldGuard guard,
            SlotClaims claims,
            HoldRepository holds,
            HoldTeller teller,
            KeptAnswers kept,
            Answers answers,
            Features features,
            Clock clock) {
        this.reader = new HoldRequestReader(new SlotLimits(booking.horizon()), settings.length());
        this.most = settings.most();
        this.roster = roster;
        this.guard = guard;
        this.claims = claims;
        this.holds = holds;
        this.teller = teller;
        this.kept = kept;
        this.answers = answers;
        this.features = features;
        this.clock = clock;
    }

    private record Asked(HoldRequest request, Requester requester, Optional<IdempotencyKey> key, Instant started) {}

    /** A slot with the doctor it is for, and what clock and calendar say; no doctor where there is none to ask. */
    private record Weighed(
            Slot slot,
            @Nullable DoctorSchedule doctor,
            @Nullable Ruling ruling) {}

    /** A slot with what became of it: one of the two. */
    private record Done(
            Slot slot, @Nullable Hold hold, @Nullable Refused refused) {}

    /** @return {@link Held} only after commit */
    HoldOutcome hold(byte @Nullable [] body, Requester requester, Optional<IdempotencyKey> key, Instant started) {
        return switch (reader.read(body, started)) {
            case Read.Unreadable(var sent, String faults) ->
                new NotDone(new Refused(sent, Optional.empty(), FailureCode.VALIDATION, faults));
            case Read.Readable(HoldRequest request) -> hold(new Asked(request, requester, key, started));
        };
    }

    private HoldOutcome hold(Asked asked) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var fresh = attempt > 1;
            var weighed = asked.request().slots().stream()
                    .map(slot -> weighed(slot, asked, fresh))
                    .toList();
            var clinics = weighed.stream()
                    .map(Weighed::doctor)
                    .filter(Objects::nonNull)
                    .map(DoctorSchedule::clinic)
                    .distinct()
                    .toList();
            if (clinics.isEmpty()) {
                return new NotDone(unknownDoctor(asked.request().slots().getFirst()));
            }
            if (clinics.size() > 1) {
                return new NotDone(new Refused(
                        asked.request().slots().getFirst().asSent(),
                        Optional.empty(),
                        FailureCode.VALIDATION,
                        "slots are of doctors of several clinics; expected one clinic's."));
            }
            features.require(clinics.getFirst(), Feature.BOOKING);
            var outcome = written(asked, clinics.getFirst(), weighed);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new NotDone(new Refused(
                asked.request().slots().getFirst().asSent(),
                Optional.empty(),
                FailureCode.TRANSACTION_ROLLBACK,
                "The doctor's hours are being changed; try again."));
    }

    /** Nobody is refused on the word of the roster's memory. */
    private Weighed weighed(Slot slot, Asked asked, boolean fresh) {
        if (!fresh) {
            var remembered = weighedBy(roster.find(slot.doctorId()), slot, asked);
            if (remembered.ruling() instanceof Ruling.Allowed) {
                return remembered;
            }
        }
        return weighedBy(roster.fresh(slot.doctorId()), slot, asked);
    }

    private static Weighed weighedBy(Optional<DoctorSchedule> doctor, Slot slot, Asked asked) {
        return doctor.filter(found -> asked.requester().mayAskOf(found.clinic()))
                .map(found -> new Weighed(slot, found, BookingPolicy.rule(slot.time(), found, asked.started())))
                .orElseGet(() -> new Weighed(slot, null, null));
    }

    /** Empty where a doctor's hours are not as they were thought to be. */
    private Optional<HoldOutcome> written(Asked asked, UUID clinic, List<Weighed> weighed) {
        var terms = new Terms(
                clinic,
                asked.request().slots().getFirst().asSent(),
                asked.requester().deadline(),
                asked.key());
        return guard.run(terms, connection -> {
            claims.lock(
                    connection,
                    weighed.stream().map(slot -> slot.slot().doctorId()).collect(Collectors.toSet()));
            var given = guard.given(connection, terms);
            if (given.isPresent()) {
                return given;
            }
            for (var slot : weighed) {
                if (slot.ruling() instanceof Ruling.Allowed
                        && slot.doctor() != null
                        && !holds.unchanged(connection, slot.doctor())) {
                    return Optional.empty();
                }
            }
            var done = heldEach(connection, asked, clinic, weighed);
            return Optional.of(outcome(connection, asked, clinic, done));
        });
    }

    private List<Done> heldEach(Connection connection, Asked asked, UUID clinic, List<Weighed> weighed)
            throws SQLException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var room = most
                - holds.live(
                        connection, asked.request().callId(), asked.requester().name(), now);
        var done = new ArrayList<Done>();
        for (var slot : weighed) {
            var one = held(connection, asked, clinic, slot, now, room);
            done.add(one);
            room -= one.hold() == null ? 0 : 1;
        }
        return done;
    }

    private Done held(Connection connection, Asked asked, UUID clinic, Weighed weighed, Instant now, long room)
            throws SQLException {
        var slot = weighed.slot();
        if (weighed.doctor() == null || weighed.ruling() == null) {
            return new Done(slot, null, unknownDoctor(slot));
        }
        return switch (weighed.ruling()) {
            case Ruling.Forbidden(FailureCode code, String detail) ->
                new Done(slot, null, new Refused(slot.asSent(), Optional.of(clinic), code, detail));
            case Ruling.Allowed(var zone) -> {
                if (room <= 0) {
                    yield new Done(slot, null, tooMany(slot, clinic));
                }
                var hold = new Hold(
                        UUID.randomUUID(),
                        clinic,
                        slot.doctorId(),
                        slot.time(),
                        zone,
                        Hold.Status.HELD,
                        asked.request().callId(),
                        asked.requester().name(),
                        now,
                        now.plus(asked.request().length()),
                        null);
                yield claimed(connection, hold, weighed.doctor(), now)
                        ? told(connection, hold, slot, asked.requester())
                        : new Done(slot, null, overlap(slot, clinic));
            }
        };
    }

    /** What is claimed is what the appointment would claim: with the doctor's buffers. */
    private boolean claimed(Connection connection, Hold hold, DoctorSchedule doctor, Instant now) throws SQLException {
        var during = doctor.claimed(hold.slot());
        claims.sweep(connection, hold.doctorId(), during, now);
        return claims.hold(connection, hold.clinic(), hold.doctorId(), during, hold.id(), hold.expiresAt());
    }

    private Done told(Connection connection, Hold hold, Slot slot, Requester requester) throws SQLException {
        holds.insert(connection, hold);
        teller.held(connection, hold, requester);
        return new Done(slot, hold, null);
    }

    private HoldOutcome outcome(Connection connection, Asked asked, UUID clinic, List<Done> done) throws SQLException {
        var held = done.stream()
                .flatMap(one -> Optional.ofNullable(one.hold()).stream())
                .toList();
        var refused = done.stream()
                .flatMap(one -> Optional.ofNullable(one.refused()).stream())
                .toList();
        if (held.isEmpty() && !asked.request().list()) {
            return new NotDone(refused.getFirst());
        }
        var answer = answer(asked.request().list(), done, held);
        if (asked.key().isPresent()) {
            kept.keep(connection, clinic, asked.key().get(), answer);
        }
        return new Held(held, refused, answer);
    }

    private Answer answer(boolean list, List<Done> done, List<Hold> held) {
        var views = done.stream().map(Holding::view).toList();
        if (!list) {
            return answers.created(views.getFirst(), held.getFirst().path());
        }
        var all = new HoldList(views);
        return held.isEmpty()
                ? answers.ok(all)
                : answers.created(all, held.getFirst().path());
    }

    private static Object view(Done done) {
        var slot = done.slot();
        if (done.hold() != null) {
            return HoldView.of(done.hold(), slot.startTime(), slot.endTime());
        }
        return RefusedView.of(Objects.requireNonNull(done.refused()), slot);
    }

    private static Refused unknownDoctor(Slot slot) {
        return new Refused(
                slot.asSent(),
                Optional.empty(),
                FailureCode.UNKNOWN_DOCTOR,
                "unknown doctor: there is none with this doctorId.");
    }

    private static Refused overlap(Slot slot, UUID clinic) {
        return new Refused(
                slot.asSent(),
                Optional.of(clinic),
                FailureCode.SLOT_OVERLAP,
                "The doctor has no time then any more; choose another slot, see GET /api/availability.");
    }

    private Refused tooMany(Slot slot, UUID clinic) {
        return new Refused(
                slot.asSent(),
                Optional.of(clinic),
                FailureCode.TOO_MANY_HOLDS,
                "This call or caller has %d slots on hold, as many as one may; confirm or release one."
                        .formatted(most));
    }
}
