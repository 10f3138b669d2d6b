package io.carillon.webhook.session;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions in Redis, for all replicas. Blocks for a second at most ({@code quarkus.redis.timeout}). */
@ApplicationScoped
class SessionStore {

    private static final String LOCK = "carillon:sessions:cleanup:lock";
    private static final String LAST = "carillon:sessions:cleanup:last";

    /** Names looked at in one go: half a millisecond of Redis' one thread. */
    private static final int BATCH = 500;

    private final RedisDataSource redis;
    private final SessionSettings settings;
    private final Clock clock;

    SessionStore(RedisDataSource redis, SessionSettings settings, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param active sessions there are now, over all replicas */
    record Changed(long opened, long closed, long active) {}

    /** Whose turn the clean-up is. */
    enum Turn {
        OURS,
        /** Another replica is at it. */
        BUSY,
        /** The last one is not long enough ago. */
        EARLY
    }

    /** A page of names and where the next begins; the last page has none. */
    private record Page(List<String> ids, @Nullable String next) {}

    /** @param changes at most a few hundred; none to only count */
    Changed change(List<Change> changes) throws SessionsUnavailable {
        var arguments = new ArrayList<String>(2 + 4 * changes.size());
        arguments.add(millis(clock.instant()));
        arguments.add(millis(settings.idle()));
        for (var change : changes) {
            arguments.add(change.kind().name());
            arguments.add(change.id());
            arguments.add(change.origin().word());
            arguments.add(change.orgId() == null ? "" : change.orgId().toString());
        }
        var answer = script(SessionScripts.CHANGE, List.of(SessionScripts.INDEX), arguments);
        return new Changed(number(answer, 0), number(answer, 1), number(answer, 2));
    }

    Optional<Session> find(String id) throws SessionsUnavailable {
        var found = script(SessionScripts.FIND, List.of(SessionScripts.PREFIX + id), List.of());
        if (found == null) {
            return Optional.empty();
        }
        var expiresAt = clock.instant().plusMillis(number(found, 1));
        return Session.read(id, found.get(0).toString(), expiresAt.minus(settings.idle()), expiresAt);
    }

    /** @param due how long after the last clean-up the next may begin; zero for at once */
    Turn takeTurn(String token, Duration holds, Duration due) throws SessionsUnavailable {
        var answer = script(
                SessionScripts.TAKE_TURN,
                List.of(LOCK, LAST),
                List.of(token, millis(holds), millis(clock.instant()), millis(due)));
        return Turn.valueOf(String.valueOf(answer).toUpperCase(Locale.ROOT));
    }

    /** @param done whether all was looked at, so that the next one is due a day from now */
    void endTurn(String token, boolean done) throws SessionsUnavailable {
        script(SessionScripts.END_TURN, List.of(LOCK, LAST), List.of(token, done ? millis(clock.instant()) : ""));
    }

    /** Removes what is too old or would never end; answers how many. @param until when to stop, done or not */
    long sweep(Instant until) throws SessionsUnavailable {
        var removed = 0L;
        for (var page = names("0"); page != null; page = page.next() == null ? null : names(page.next())) {
            var arguments = new ArrayList<>(List.of(millis(clock.instant()), millis(settings.retention())));
            arguments.addAll(page.ids());
            removed += whole(script(SessionScripts.SWEEP, List.of(SessionScripts.INDEX), arguments));
            if (clock.instant().isAfter(until)) {
                break;
            }
        }
        return removed;
    }

    /** Lets the index forget what has expired or was deleted by hand; answers how many of the latter. */
    long reconcile(Instant until) throws SessionsUnavailable {
        execute(Command.ZREMRANGEBYSCORE, List.of(SessionScripts.INDEX, "-inf", "(" + millis(clock.instant())));
        var forgotten = 0L;
        for (var page = indexed("0"); page != null; page = page.next() == null ? null : indexed(page.next())) {
            forgotten += whole(script(SessionScripts.RECONCILE, List.of(SessionScripts.INDEX), page.ids()));
            if (clock.instant().isAfter(until)) {
                break;
            }
        }
        return forgotten;
    }

    /** SCAN, which never holds up Redis, whatever else lies in it. */
    private Page names(String cursor) throws SessionsUnavailable {
        var answer = Objects.requireNonNull(execute(
                Command.SCAN, List.of(cursor, "MATCH", SessionScripts.PREFIX + "*", "COUNT", String.valueOf(BATCH))));
        var ids = new ArrayList<String>();
        for (var key : answer.get(1)) {
            ids.add(key.toString().substring(SessionScripts.PREFIX.length()));
        }
        return page(answer, ids);
    }

    private Page indexed(String cursor) throws SessionsUnavailable {
        var answer = Objects.requireNonNull(
                execute(Command.ZSCAN, List.of(SessionScripts.INDEX, cursor, "COUNT", String.valueOf(BATCH))));
        var ids = new ArrayList<String>();
        var entries = answer.get(1);
        // Members and scores one after another.
        for (int i = 0; i < entries.size(); i += 2) {
            ids.add(entries.get(i).toString());
        }
        return page(answer, ids);
    }

    private static Page page(Response answer, List<String> ids) {
        var next = answer.get(0).toString();
        return new Page(ids, next.equals("0") ? null : next);
    }

    private @Nullable Response script(String script, List<String> keys, List<String> arguments)
            throws SessionsUnavailable {
        var all = new ArrayList<String>(2 + keys.size() + arguments.size());
        all.add(script);
        all.add(String.valueOf(keys.size()));
        all.addAll(keys);
        all.addAll(arguments);
        return execute(Command.EVAL, all);
    }

    private @Nullable Response execute(Command command, List<String> arguments) throws SessionsUnavailable {
        try {
            return redis.execute(command, arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new SessionsUnavailable(e);
        }
    }

    private static long number(@Nullable Response answer, int index) {
        return answer == null ? 0 : answer.get(index).toLong();
    }

    private static long whole(@Nullable Response answer) {
        return answer == null ? 0 : answer.toLong();
    }

    private static String millis(Instant instant) {
        return String.valueOf(instant.toEpochMilli());
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
