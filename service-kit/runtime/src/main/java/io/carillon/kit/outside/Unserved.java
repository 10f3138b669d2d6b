package io.carillon.kit.outside;

import java.util.Locale;

/** Why somebody outside has not done what they were wanted for. */
public enum Unserved {
    /** There is no key, so nobody was asked. */
    NO_KEY(false, "there is no key for it"),
    /** Too many calls failed shortly before, or too many are under way: nobody was asked. */
    NOT_ASKED(false, "it is not asked for the moment"),
    UNREACHABLE(true, "no connection"),
    TIMEOUT(true, "no answer in time"),
    /** Asked, and the connection was lost; also where more came than an answer has. */
    CONNECTION_LOST(true, "the answer broke off"),
    /** 5xx, and whatever else is no answer to what was asked. */
    ERROR(true, "it answered with an error"),
    /** A success in which there is nothing of use. */
    UNUSABLE(true, "its answer is of no use"),
    /** 429. They are there, and what is true of one account's limit may be over for the next call. */
    RATE_LIMITED(false, "it limits our calls"),
    /** 401 or 403: no outage, and nothing that passes by itself. */
    UNAUTHORIZED(false, "it refuses our key"),
    /** Another 4xx: what was asked names something that they do not have. */
    REFUSED(false, "it refuses what it is asked");

    private final boolean outage;
    private final String words;

    Unserved(boolean outage, String words) {
        this.outage = outage;
        this.words = words;
    }

    public static Unserved of(NoAnswer none) {
        return switch (none) {
            case NOT_ASKED -> NOT_ASKED;
            case UNREACHABLE -> UNREACHABLE;
            case TIMEOUT -> TIMEOUT;
            case CONNECTION_LOST -> CONNECTION_LOST;
        };
    }

    /** @param status of an answer that is no success */
    public static Unserved ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> UNAUTHORIZED;
            case 429 -> RATE_LIMITED;
            default -> status / 100 == 4 ? REFUSED : ERROR;
        };
    }

    /** Whether it counts against them. */
    public boolean isOutage() {
        return outage;
    }

    /** Whether they were asked at all: whoever was not has nothing to be told of. */
    public boolean wasAsked() {
        return this != NO_KEY && this != NOT_ASKED;
    }

    /** For metrics and the log, for example {@code not-asked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String words() {
        return words;
    }
}
