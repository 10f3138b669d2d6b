package io.carillon.alerting.notify;

/** One way to reach people. Implementations are stateless and thread-safe; a failure is a value, not an exception. */
public interface Channel {

    /** The name by which packs address it. */
    String name();

    /** One attempt, within the channel's own time limit. */
    Delivery deliver(Notification notification);
}
