package io.carillon.booking.appointment;

import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * Writes a booking whose time was claimed, where it is the booking's own call that has it on hold. Asked only after the
 * one statement was refused: who has no call, or whose time is free, does not pay for it (ADR 13, ADR 24).
 */
@ApplicationScoped
class BookingOverOffers {

    private final Transactions transactions;
    private final SlotClaims claims;
    private final OwnOffers offers;
    private final Clock clock;

    BookingOverOffers(Transactions transactions, SlotClaims claims, OwnOffers offers, Clock clock) {
        this.transactions = transactions;
        this.claims = claims;
        this.offers = offers;
        this.clock = clock;
    }

    enum Outcome {
        WRITTEN,
        /** Doctor, hours or patient are not as they were thought to be; the holds stand. */
        NOT_AS_THOUGHT,
        /** What is in the way is somebody else's. */
        NOTHING_OF_THEIRS
    }

    /** Thrown to have the holds stand again. */
    private static final class NotAsThought extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAsThought() {
            super("undone", null, false, false);
        }
    }

    /**
     * @throws io.carillon.kit.database.ConstraintViolatedException by what else is in the way; the holds stand
     * @throws io.carillon.kit.database.DatabaseUnavailableException when PostgreSQL could not be asked
     */
    Outcome write(BookingStatement booking, String callId, Requester requester) {
        try {
            return transactions.inClinic(booking.appointment().clinic(), booking.deadline(), connection -> {
                var doctorId = booking.appointment().doctorId();
                claims.lock(connection, List.of(doctorId));
                var now = clock.instant();
                if (offers.letGo(connection, callId, doctorId, booking.during(), requester, now) == 0) {
                    return Outcome.NOTHING_OF_THEIRS;
                }
                if (!booking.execute(connection, now, Transactions.lockTimeout(booking.deadline(), now))) {
                    throw new NotAsThought();
                }
                return Outcome.WRITTEN;
            });
        } catch (NotAsThought e) {
            return Outcome.NOT_AS_THOUGHT;
        }
    }
}
