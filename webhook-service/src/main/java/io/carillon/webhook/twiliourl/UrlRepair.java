package io.carillon.webhook.twiliourl;

import io.carillon.kit.access.Caller;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.webhook.twiliourl.Comparison.Difference;
import io.carillon.webhook.twiliourl.NumberReader.Changed;
import io.carillon.webhook.twiliourl.NumberReader.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells Twilio where our numbers' calls and messages go, on an operator's word. Each change is audited before it is
 * ordered: Twilio knows no transaction, and what was ordered must not be without a trail.
 */
@ApplicationScoped
class UrlRepair {

    private static final String RESOURCE = "twilio_number";

    /** Numbers changed at once, so that the operator has an answer within a minute; ask again for more. */
    static final int MOST = 50;

    private final UrlCheck check;
    private final TwilioNumbers numbers;
    private final Transactions transactions;
    private final ChangeTrail trail;
    private final Caller caller;

    UrlRepair(UrlCheck check, TwilioNumbers numbers, Transactions transactions, ChangeTrail trail, Caller caller) {
        this.check = check;
        this.numbers = numbers;
        this.transactions = transactions;
        this.trail = trail;
        this.caller = caller;
    }

    /** What became of one number that is not as it should be. */
    record Repaired(
            Comparison number, Outcome outcome, @Nullable String why) {}

    enum Outcome {
        WOULD_REPAIR,
        REPAIRED,
        FAILED,
        /** Only a person can put it right. */
        LEFT;

        /** For example {@code would-repair}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param wrong numbers as just compared */
    List<Repaired> repair(List<Comparison> wrong, boolean apply) {
        var repaired = new ArrayList<Repaired>();
        for (var number : wrong.stream().limit(MOST).toList()) {
            repaired.add(repair(number, apply));
        }
        if (apply) {
            check.check();
        }
        return repaired;
    }

    private Repaired repair(Comparison number, boolean apply) {
        var sid = number.sid();
        if (sid == null) {
            return new Repaired(number, Outcome.LEFT, "Twilio's account does not have this number");
        }
        if (!apply) {
            return new Repaired(number, Outcome.WOULD_REPAIR, null);
        }
        audit(number, sid, "REPAIR_URLS", inWords(number, Difference::found), inWords(number, Difference::wanted));
        var fields = new LinkedHashMap<String, String>();
        number.differences().forEach(difference -> fields.put(difference.field().parameter(), difference.wanted()));
        var why = whyNot(numbers.change(sid, fields));
        if (why == null) {
            return new Repaired(number, Outcome.REPAIRED, null);
        }
        audit(number, sid, "REPAIR_URLS_FAILED", null, why);
        return new Repaired(number, Outcome.FAILED, why);
    }

    private static @Nullable String whyNot(Changed changed) {
        return switch (changed) {
            case Changed.Done _ -> null;
            case Changed.Refused(int status, int code) ->
                "Twilio refused with %d, error %d (https://www.twilio.com/docs/api/errors/%d)"
                        .formatted(status, code, code);
            case Changed.Missing(Trouble why) -> "Twilio gave no answer to go by: " + why.word();
        };
    }

    private void audit(Comparison number, String sid, String action, @Nullable String before, @Nullable String after) {
        transactions.visibleTo(caller.clinic(), connection -> {
            trail.changed(connection, number.ours().orgId(), RESOURCE, sid, action, before, after);
            return true;
        });
        trail.committed();
    }

    private static String inWords(Comparison number, Function<Difference, String> value) {
        return number.differences().stream()
                .map(difference -> difference.field().word() + "=" + ShownUrl.of(value.apply(difference)))
                .collect(Collectors.joining(" "));
    }
}
