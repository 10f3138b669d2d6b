package io.carillon.runbook.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By which way somebody is told (R-ALRT-58). */
public enum Channel {
    /** A pager: the phone rings until somebody answers. */
    PAGE,
    SLACK,
    EMAIL,
    /** Collected and sent once a day. */
    DIGEST;

    /** As packs write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> of(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }
}
