package io.carillon.alerting.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What each alert names (R-ALRT-93), in words for a person.
 *
 * @param label the pack's word for the rank, for example {@code P1}
 * @param value what was measured, with its unit
 * @param limit what the rule allows, with its unit
 * @param service what is affected, by its id in the pack
 * @param clinic the clinic concerned; null when it is the whole platform
 * @param runbook link to the runbook page; null when the rule has none
 * @param diagnosis the first thing to run; null when the rule has none
 * @param incident link to the incident
 * @param note what changed, for an acknowledgement or a resolution; null at the opening
 */
public record Message(
        String label,
        String rule,
        String summary,
        String condition,
        String value,
        String limit,
        Instant since,
        String service,
        @Nullable String clinic,
        String team,
        @Nullable String runbook,
        @Nullable String diagnosis,
        String incident,
        @Nullable String note) {

    /** The same message, leading to the incident that it became part of. */
    public Message leadingTo(String link) {
        return new Message(
                label, rule, summary, condition, value, limit, since, service, clinic, team, runbook, diagnosis, link,
                note);
    }

    /** The same message with word of what changed. */
    public Message noting(String what) {
        return new Message(
                label, rule, summary, condition, value, limit, since, service, clinic, team, runbook, diagnosis,
                incident, what);
    }
}
