package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Notification;
import java.util.List;
import java.util.UUID;

/**
 * A notification of an open incident and how far it has come.
 *
 * @param attempts attempts made so far
 */
public record Told(Notification notification, State state, int attempts) {

    /** {@code told} after {@code change}, which may concern one of them. */
    static List<Told> after(Change change, List<Told> told) {
        return switch (change) {
            case Change.Withdrawn withdrawn ->
                told.stream()
                        .map(each -> each.is(withdrawn.notification()) ? each.withdrawn() : each)
                        .toList();
            case Change.Attempted attempted ->
                told.stream()
                        .map(each -> each.is(attempted.notification()) ? attempted.onto(each) : each)
                        .toList();
            case Change.Opened _,
                    Change.Contributed _,
                    Change.Absorbed _,
                    Change.Raised _,
                    Change.Eased _,
                    Change.LetGo _,
                    Change.Resolved _,
                    Change.Acknowledged _,
                    Change.Queued _,
                    Change.Unplaced _,
                    Change.Noted _ -> told;
        };
    }

    private boolean is(UUID id) {
        return notification.id().equals(id);
    }

    private Told withdrawn() {
        return new Told(notification, State.WITHDRAWN, attempts);
    }

    /** The life of a notification; the names are the database's. */
    public enum State {
        /** Waits for its due time or for its channel's yes. */
        PENDING,
        /** The channel said yes. */
        SENT,
        /** The channel will never take it. */
        REFUSED,
        /** Not needed any more before it was due. */
        WITHDRAWN
    }
}
