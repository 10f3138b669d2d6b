package io.carillon.webhook.sms;

import io.carillon.kit.database.Transactions;
import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.sms.ConsentRepository.Word;
import io.carillon.webhook.sms.Sending.Done;
import io.carillon.webhook.twilioapi.TwilioCircuit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes down how a message ended: its row, whether the whole account waits, who does not want messages. */
@ApplicationScoped
class OutcomeWriter {

    /** Counter and event word of a credential that Twilio refuses (R-EXT-15). */
    static final String CREDENTIAL_INVALID = "credential_invalid";

    static final String MESSAGES = "sms.messages";

    private final Transactions transactions;
    private final OutboxRepository outbox;
    private final AccountRepository accounts;
    private final ConsentRepository consents;
    private final SmsAccount account;
    private final SmsSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    OutcomeWriter(
            Transactions transactions,
            OutboxRepository outbox,
            AccountRepository accounts,
            ConsentRepository consents,
            SmsAccount account,
            SmsSettings settings,
            Metrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.accounts = accounts;
        this.consents = consents;
        this.account = account;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    void write(Claim claim, Done done) {
        var now = clock.instant();
        var alarm = transactions.acrossClinics(connection -> written(connection, claim, done, now));
        count(claim.kind().word(), done.result().step());
        if (alarm) {
            alarm(done);
        }
    }

    /** Whether a person is to be told. */
    private boolean written(Connection connection, Claim claim, Done done, Instant now) throws SQLException {
        var step = done.result().step();
        outbox.change(connection, List.of(Change.of(claim, step)));
        var address = done.address();
        if (step instanceof Step.Ended(State _, Why why, int _) && why == Why.OPTED_OUT && address != null) {
            // Twilio knows of a STOP that did not reach us.
            consents.say(
                    connection,
                    List.of(new Word(claim.clinic(), address.from(), address.recipient(), true, now, false)));
        }
        var sid = account.sid().orElseThrow();
        if (step instanceof Step.Sent) {
            accounts.resume(connection, sid);
        }
        var pause = done.result().pause();
        if (pause == null) {
            return false;
        }
        accounts.pause(connection, sid, pause);
        return pause.why() == Why.CREDENTIAL_INVALID
                && accounts.mayAlarm(connection, sid, now, settings.credentialPause());
    }

    /** Once a step, labelled with what came of it and Twilio's code or our reason. */
    void count(String kind, Step step) {
        var labels = switch (step) {
            case Step.Sent _ -> Map.of("kind", kind, "outcome", "sent", "code", "");
            case Step.Delivered _ -> Map.of("kind", kind, "outcome", "delivered", "code", "");
            case Step.Again(Why why, int code, var _, var _) ->
                Map.of("kind", kind, "outcome", "retried", "code", label(why, code));
            case Step.LookUp(Why why, var _) -> Map.of("kind", kind, "outcome", "looked_up", "code", why.word());
            case Step.Unknown(Why why) -> Map.of("kind", kind, "outcome", "unknown", "code", why.word());
            case Step.Ended(State state, Why why, int code) ->
                Map.of("kind", kind, "outcome", state.word(), "code", label(why, code));
        };
        metrics.count(MESSAGES, labels);
    }

    private static String label(Why why, int code) {
        return code == 0 ? why.word() : MessageError.label(code);
    }

    private void alarm(Done done) {
        var pause = done.result().pause();
        var reason = pause == null ? "" : MessageError.label(pause.code());
        metrics.count(CREDENTIAL_INVALID, Map.of("service", TwilioCircuit.SERVICE, "reason", reason));
        LogFields.of("service", TwilioCircuit.SERVICE)
                .with("event", CREDENTIAL_INVALID)
                .with("reason", reason)
                .warn(CREDENTIAL_INVALID, "Twilio does not let us in (credential_invalid): a person is needed");
    }
}
