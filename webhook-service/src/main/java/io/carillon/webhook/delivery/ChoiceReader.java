package io.carillon.webhook.delivery;

import io.carillon.kit.query.JsonFields;
import io.carillon.webhook.delivery.Redelivery.Choice;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which jobs an operator means. */
final class ChoiceReader {

    private static final List<String> PROVIDERS = List.of("twilio", "vapi");
    private static final List<String> CAUSES =
            Arrays.stream(Cause.values()).map(Cause::word).toList();

    /** Longer than any dead letter is kept. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final int MOST = 500;
    private static final int USUAL = 100;

    private ChoiceReader() {}

    /** @throws io.carillon.kit.problem.ProblemException 400 naming every fault */
    static Choice read(byte @Nullable [] body, Set<Status> statuses) {
        var fields = JsonFields.of(body, "from, to, and perhaps provider, cause and limit");
        var from = fields.time("from");
        var to = fields.time("to");
        if (from != null
                && to != null
                && (!from.isBefore(to) || from.plus(LONGEST).isBefore(to))) {
            fields.fault("to", "does not lie within 31 days after from");
        }
        var provider = fields.has("provider") ? fields.word("provider", PROVIDERS) : null;
        var cause = fields.has("cause") ? fields.word("cause", CAUSES) : null;
        var limit = fields.optionalNumber("limit", USUAL, 1, MOST);
        fields.check();
        return new Choice(
                statuses,
                provider,
                cause == null ? null : Cause.ofWord(cause),
                Objects.requireNonNull(from),
                Objects.requireNonNull(to),
                limit);
    }
}
