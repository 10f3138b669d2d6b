package io.carillon.webhook.delivery;

import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception means to the jobs on whose way it came. Reasons hold no message of unknown origin: it may quote a person. */
sealed interface Failure {

    /** PostgreSQL was away or busy: nobody has failed, nothing was tried. */
    record Away(String reason) implements Failure {}

    /**
     * A try failed.
     *
     * @param ceId which one it was, where the effect said so
     */
    record Of(Cause cause, String reason, @Nullable String ceId) implements Failure {}

    /**
     * States with which PostgreSQL gives a sound transaction up (appendix A): serialization failure, deadlock, resources,
     * a lock that was not to be had, a statement or transaction that took too long, trouble of the system under it.
     */
    Set<String> BUSY = Set.of("40", "53", "55", "57", "58");

    /** A transaction that lay idle for too long, as when this process was stopped for a while. */
    String IDLE = "25P03";

    static Failure of(Throwable failure) {
        return switch (failure) {
            case DatabaseUnavailableException away -> new Away(away.title());
            case OutOfTimeException ignored -> new Away("a lock was not to be had in time");
            case RolledBackException given when busy(given.sqlState()) -> new Away("SQL state " + given.sqlState());
            case RolledBackException given -> new Of(Cause.OURS, "SQL state " + given.sqlState(), null);
            case ConstraintViolatedException violated ->
                new Of(Cause.OURS, "constraint " + violated.constraint(), null);
            case UnprocessableCallback callback ->
                new Of(Cause.SENDER, String.valueOf(callback.getMessage()), callback.ceId());
            case DependencyAwayException away -> new Of(Cause.DEPENDENCY, String.valueOf(away.getMessage()), null);
            default -> new Of(Cause.OURS, origin(failure), null);
        };
    }

    private static boolean busy(String sqlState) {
        return sqlState.equals(IDLE) || sqlState.length() == 5 && BUSY.contains(sqlState.substring(0, 2));
    }

    private static String origin(Throwable failure) {
        var trace = failure.getStackTrace();
        var name = failure.getClass().getSimpleName();
        return trace.length == 0
                ? name
                : "%s at %s.%s:%d"
                        .formatted(name, trace[0].getClassName(), trace[0].getMethodName(), trace[0].getLineNumber());
    }
}
