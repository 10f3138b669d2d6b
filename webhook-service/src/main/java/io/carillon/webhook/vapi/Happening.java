package io.carillon.webhook.vapi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a message says of its call beyond that it came, as far as it is kept. */
sealed interface Happening {

    /** @param endedReason Vapi's word; null unless the call has ended */
    record Status(String status, @Nullable String endedReason) implements Happening {}

    /**
     * What Vapi reports some seconds after the end.
     *
     * @param cost US dollars
     * @param successEvaluation what the assistant's own rubric says, for example {@code true} or {@code 8}
     * @param summary null unless the clinic keeps what is said
     * @param transcript likewise
     */
    record Ended(
            @Nullable String reason,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            @Nullable BigDecimal cost,
            @Nullable String successEvaluation,
            @Nullable String summary,
            @Nullable String transcript)
            implements Happening {}

    /** A sentence that will not change any more. @param role {@code user} or {@code assistant} */
    record Said(String role, String text) implements Happening {}

    /** @param language as the transcriber names it, for example {@code fr} */
    record LanguageChanged(String language) implements Happening {}

    /** @param to a number, an address or an assistant */
    record Transferred(String to) implements Happening {}

    /** Vapi has deleted the call, so nothing of what was said is kept here either. */
    record Deleted() implements Happening {}

    /** @param detail a word on what it was: a type that is unknown here, what was asked of the line */
    record Noted(String detail) implements Happening {}

    /** Nothing but that it came. */
    record Counted() implements Happening {}
}
