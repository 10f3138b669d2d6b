package io.carillon.booking.block;

import io.carillon.booking.appointment.Requester;
import io.carillon.booking.block.BlockRequestReader.Read;
import io.carillon.booking.block.BlockRule.Occurrence;
import io.carillon.booking.block.BlockView.ConflictView;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.idempotency.KeptAnswers.Lookup;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Enters and removes blocks. A series is entered whole or not at all: what it would overlap is listed instead. */
@ApplicationScoped
class Blocks {

    /** Times in the way that a refusal names. */
    private static final int NAMED = 20;

    private static final String RETRY_AFTER = "1";

    private final Transactions transactions;
    private final Roster roster;
    private final SlotClaims claims;
    private final BlockRepository blocks;
    private final KeptAnswers kept;
    private final Answers answers;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    Blocks(
            Transactions transactions,
            Roster roster,
            SlotClaims claims,
            BlockRepository blocks,
            KeptAnswers kept,
            Answers answers,
            Outbox outbox,
            EventFactory events,
            Clock clock) {
        this.transactions = transactions;
        this.roster = roster;
        this.claims = claims;
        this.blocks = blocks;
        this.kept = kept;
        this.answers = answers;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    private record Asked(Block block, List<Occurrence> occurrences, Requester requester, Optional<IdempotencyKey> key) {

        List<TimeRange> times() {
            return occurrences.stream().map(Occurrence::time).toList();
        }
    }

    RestResponse<byte[]> enter(
            String doctorId, byte @Nullable [] body, Requester requester, Optional<IdempotencyKey> key) {
        var doctor = roster.fresh(doctorId)
                .filter(found -> requester.mayAskOf(found.clinic()))
                .orElseThrow(() -> new ProblemException(
                        404, "UNKNOWN_DOCTOR", "Unknown doctor", "unknown doctor: there is none with this id."));
        var zone = zone(doctor);
        return switch (BlockRequestReader.read(body, zone)) {
            case Read.Unreadable(String faults) -> throw QueryParameters.invalid(faults);
            case Read.Readable(BlockRule rule, var reason) -> {
                // First, since a block may be over when its own request comes again.
                var earlier = transactions.inClinic(doctor.clinic(), connection -> given(connection, key));
                if (earlier.isPresent()) {
                    yield earlier.get();
                }
                var occurrences = ahead(rule.occurrences(zone));
                var block =
                        new Block(UUID.randomUUID(), doctor.clinic(), doctorId, zone, rule, reason, occurrences.size());
                yield entered(new Asked(block, occurrences, requester, key));
            }
        };
    }

    /** @return whether there was one that {@code requester} may see */
    boolean remove(UUID id, Requester requester) {
        return changed(id, requester, (connection, block) -> {
            claims.unblock(connection, id, null);
            blocks.delete(connection, id);
            tell(connection, block, "UNBLOCK", requester);
            return true;
        });
    }

    /** @return whether the block had an occurrence that begins on {@code date} */
    boolean remove(UUID id, LocalDate date, Requester requester) {
        return changed(id, requester, (connection, block) -> {
            var removed = claims.unblock(connection, id, date) > 0;
            if (removed) {
                tell(connection, block, "UNBLOCK_DATE", requester);
            }
            return removed;
        });
    }

    private static ZoneId zone(DoctorSchedule doctor) {
        return switch (doctor.timing()) {
            case Timing.Weekly(var schedule) -> schedule.zone();
            case Timing.HoursMissing(var zone) -> zone;
            case Timing.ZoneInvalid(String _) ->
                throw new ProblemException(
                        422,
                        "TIMEZONE_INVALID",
                        "Time zone invalid",
                        "The clinic's time zone is not an IANA zone; correct the clinic, then block again.");
        };
    }

    /** What has passed blocks nothing any more. */
    private List<Occurrence> ahead(List<Occurrence> occurrences) {
        var now = clock.instant();
        var ahead = occurrences.stream()
                .filter(occurrence -> occurrence.time().end().isAfter(now))
                .toList();
        if (ahead.isEmpty()) {
            throw new ProblemException(
                    422,
                    "START_IN_PAST",
                    "Start in the past",
                    "The block lies in the past, or its time does not exist.");
        }
        return ahead;
    }

    private RestResponse<byte[]> entered(Asked asked) {
        var clinic = asked.block().clinic();
        try {
            var response = transactions.inClinic(
                    clinic, asked.requester().deadline(), connection -> entered(connection, asked));
            outbox.ring();
            return response;
        } catch (ConstraintViolatedException e) {
            return switch (e.constraint()) {
                case KeptAnswers.TAKEN ->
                    transactions
                            .inClinic(clinic, connection -> given(connection, asked.key()))
                            .orElseThrow(Blocks::reused);
                case SlotClaims.NO_OVERLAP -> throw overlap();
                default -> throw rolledBack();
            };
        } catch (RolledBackException e) {
            throw rolledBack();
        } catch (OutOfTimeException e) {
            throw outOfTime();
        }
    }

    private RestResponse<byte[]> entered(Connection connection, Asked asked) throws SQLException {
        var block = asked.block();
        claims.lock(connection, List.of(block.doctorId()));
        var earlier = given(connection, asked.key());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        refuseOverlap(connection, asked);
        blocks.insert(connection, block, asked.requester().name());
        claims.block(
                connection,
                block.clinic(),
                block.doctorId(),
                block.id(),
                asked.times(),
                asked.occurrences().stream().map(Occurrence::date).toList());
        tell(connection, block, "BLOCK", asked.requester());
        var answer = answers.created(BlockView.of(block), block.path());
        if (asked.key().isPresent()) {
            kept.keep(connection, block.clinic(), asked.key().get(), answer);
        }
        return answers.first(answer);
    }

    private void refuseOverlap(Connection connection, Asked asked) throws SQLException {
        var block = asked.block();
        var times = asked.times();
        var span = new TimeRange(times.getFirst().start(), times.getLast().end());
        claims.sweep(connection, block.doctorId(), span, clock.instant());
        var inTheWay = claims.inTheWay(connection, block.doctorId(), times, NAMED);
        if (inTheWay.all() > 0) {
            throw overlap()
                    .with(
                            "conflicts",
                            inTheWay.first().stream()
                                    .map(claim -> ConflictView.of(claim.during(), claim.kind(), block.zone()))
                                    .toList())
                    .with("conflictCount", inTheWay.all());
        }
    }

    private Optional<RestResponse<byte[]>> given(Connection connection, Optional<IdempotencyKey> key)
            throws SQLException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return switch (kept.find(connection, key.get())) {
            case Lookup.Unknown() -> Optional.empty();
            case Lookup.Repeated(Answer answer) -> Optional.of(answers.again(answer));
            case Lookup.Reused() -> throw reused();
        };
    }

    /** What is done to a block that is there. */
    @FunctionalInterface
    private interface Removal {
        boolean of(Connection connection, Block block) throws SQLException;
    }

    private boolean changed(UUID id, Requester requester, Removal removal) {
        var found = transactions.visibleTo(requester.clinic(), connection -> blocks.find(connection, id));
        if (found.isEmpty()) {
            return false;
        }
        var block = found.get();
        try {
            var done = transactions.inClinic(block.clinic(), requester.deadline(), connection -> {
                claims.lock(connection, List.of(block.doctorId()));
                return blocks.find(connection, id).isPresent() && removal.of(connection, block);
            });
            outbox.ring();
            return done;
        } catch (OutOfTimeException e) {
            throw outOfTime();
        } catch (RolledBackException e) {
            throw rolledBack();
        }
    }

    private void tell(Connection connection, Block block, String action, Requester requester) throws SQLException {
        Instant now = clock.instant();
        outbox.append(
                connection,
                events.event(
                        block.clinic(),
                        new ChangeRecorded(
                                requester.name(),
                                "block",
                                block.id().toString(),
                                action,
                                null,
                                null,
                                requester.source(),
                                now)));
    }

    private static ProblemException overlap() {
        return new ProblemException(
                409,
                "SLOT_OVERLAP",
                "Slot overlap",
                "Some of the time is taken, and nothing was blocked; move what is in conflicts, or block other times.");
    }

    private static ProblemException reused() {
        return new ProblemException(
                422,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency key reused",
                "This Idempotency-Key was used for another request; use a new key for a new request.");
    }

    private static ProblemException rolledBack() {
        return new ProblemException(
                        503,
                        "TRANSACTION_ROLLBACK",
                        "Transaction rolled back",
                        "This was rolled back and nothing was written; try again.")
                .withHeader("Retry-After", RETRY_AFTER);
    }

    private static ProblemException outOfTime() {
        return new ProblemException(
                        503,
                        "DEADLINE_PASSED",
                        "Deadline passed",
                        "The time for this was over and nothing was written; try again.")
                .withHeader("Retry-After", RETRY_AFTER);
    }
}
