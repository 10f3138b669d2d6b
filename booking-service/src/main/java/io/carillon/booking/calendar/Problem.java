package io.carillon.booking.calendar;

import java.util.Locale;

/** Why Google has not been told, as rows, lists and metrics say it. */
enum Problem {
    /** No connection. */
    UNREACHABLE(Kind.OUTAGE),
    /** No answer in time. */
    TIMEOUT(Kind.OUTAGE),
    /** 5xx */
    SERVER_ERROR(Kind.OUTAGE),
    /** 2xx with something that is no JSON of theirs. */
    GARBAGE(Kind.OUTAGE),
    /** Not asked: too many calls failed shortly before, or too many are under way. */
    BREAKER_OPEN(Kind.NOT_ASKED),
    /** 429, or 403 for usage. */
    QUOTA(Kind.CLINIC),
    /** The refresh token or our client id is refused, or the stored token cannot be decrypted. */
    CREDENTIAL_INVALID(Kind.PERSON),
    /** 403 for the whole account: scope missing, API not enabled. */
    PERMISSION(Kind.PERSON),
    /** 403 for this calendar only. */
    CALENDAR_FORBIDDEN(Kind.ROW),
    /** The calendar does not exist, or the account cannot see it: Google does not tell which. */
    CALENDAR_NOT_FOUND(Kind.ROW),
    /** Any other 4xx. */
    REJECTED(Kind.ROW);

    /** Whose trouble it is. */
    enum Kind {
        /** Google's, for everybody: the row waits and is counted. */
        OUTAGE,
        /** Nobody's: the row is not counted. */
        NOT_ASKED,
        /** The clinic's account's, and passes. */
        CLINIC,
        /** The clinic's account's, until a person mends it. */
        PERSON,
        /** This row's: telling again would be refused again. */
        ROW
    }

    private final Kind kind;

    Problem(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** For example {@code credential_invalid}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
