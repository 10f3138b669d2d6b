package io.carillon.alerting.notify;

/** What a notification asks its channel to do with the incident. */
public enum Action {
    TRIGGER,
    ACKNOWLEDGE,
    RESOLVE
}
