package io.carillon.webhook.vapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Vapi has told of a call.
 *
 * @param subject {@code call}, {@code chat} or {@code session}
 * @param status Vapi's word, the furthest that was told
 * @param cost US dollars
 * @param language the last that was spoken, as Vapi names it
 * @param transferredTo the last number, address or assistant it was put through to
 * @param successEvaluation what the assistant's own rubric says
 * @param deleted whether Vapi has deleted the call, and what was said with it
 * @param messages how often each type came, by name
 * @param transcript what was said, oldest first; empty for clinics without transcription, and after 30 days
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VapiCallView(
        String callId,
        String subject,
        @Nullable String assistantId,
        @Nullable String status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endedReason,
        @Nullable BigDecimal durationSeconds,
        @Nullable BigDecimal cost,
        @Nullable String language,
        @Nullable String transferredTo,
        @Nullable String successEvaluation,
        boolean deleted,
        Instant firstAt,
        Instant lastAt,
        List<MessageCount> messages,
        List<Sentence> transcript) {

    /** @param detail of the last one: the name of a type that is unknown here, what was asked of the line */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record MessageCount(
            String type,
            long count,
            Instant firstAt,
            Instant lastAt,
            @Nullable String detail) {}

    /** @param role {@code user}, {@code assistant} …; {@code summary} and {@code transcript} are of the whole call */
    @RegisterForReflection
    public record Sentence(Instant at, String role, String text) {}
}
