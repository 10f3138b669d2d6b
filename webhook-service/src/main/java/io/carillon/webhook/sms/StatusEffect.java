package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallbackEffect;
import io.carillon.webhook.sms.ConsentRepository.Word;
import io.carillon.webhook.sms.StatusPolicy.Standing;
import io.carillon.webhook.sms.StatusPolicy.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** What Twilio says became of our messages. Callbacks of messages that are not ours change nothing. */
@ApplicationScoped
class StatusEffect implements CallbackEffect {

    private static final int MOST_ROUNDS = 16;

    private final OutboxRepository outbox;
    private final ConsentRepository consents;
    private final OutcomeWriter outcomes;
    private final StatusPolicy policy;

    StatusEffect(OutboxRepository outbox, ConsentRepository consents, OutcomeWriter outcomes, Policies policies) {
        this.outbox = outbox;
        this.consents = consents;
        this.outcomes = outcomes;
        this.policy = policies.status();
    }

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return callback.kind().equals("sms.status");
    }

    /**
     * Round by round: the first callback of each message, then the second of each … so that a batch costs as many
     * statements as the busiest message has callbacks in it, most often one or two.
     */
    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        var waiting = new LinkedHashMap<UUID, List<Told>>();
        for (var accepted : callbacks) {
            told(accepted)
                    .ifPresent(told -> waiting.computeIfAbsent(told.message(), id -> new ArrayList<>())
                            .add(told));
        }
        for (int round = 0; !waiting.isEmpty() && round < MOST_ROUNDS; round++) {
            var last = round == MOST_ROUNDS - 1;
            var turn = new LinkedHashMap<UUID, Told>();
            // Whoever sends more than so many of one message in one batch is heard with the last of them.
            waiting.forEach((id, list) -> turn.put(id, last ? list.getLast() : list.removeFirst()));
            waiting.values().removeIf(List::isEmpty);
            applyOneEach(connection, turn);
        }
    }

    private void applyOneEach(Connection connection, Map<UUID, Told> turn) throws SQLException {
        var changes = new ArrayList<Change>();
        var words = new ArrayList<Word>();
        for (var standing : outbox.lock(connection, new TreeSet<>(turn.keySet()))) {
            var told = Objects.requireNonNull(turn.get(standing.id()));
            policy.after(standing, told).ifPresent(step -> {
                changes.add(Change.of(standing.id(), step, told.sid()));
                optedOut(standing, step, told).ifPresent(words::add);
                outcomes.count("status", step);
            });
        }
        if (!changes.isEmpty()) {
            outbox.change(connection, changes);
        }
        for (var word : words) {
            consents.say(connection, List.of(word));
        }
    }

    private static Optional<Word> optedOut(Standing standing, Step step, Told told) {
        var from = standing.from();
        var recipient = standing.recipient();
        return step instanceof Step.Ended(State _, Why why, int _)
                        && why == Why.OPTED_OUT
                        && from != null
                        && recipient != null
                ? Optional.of(new Word(standing.clinic(), from, recipient, true, told.at(), false))
                : Optional.empty();
    }

    private static Optional<Told> told(Accepted accepted) {
        var callback = accepted.callback();
        var fields = new Fields(callback.parameters());
        var sid = fields.first("MessageSid");
        var status = fields.first("MessageStatus");
        if (sid == null || sid.length() > Fields.LONGEST_SID || status == null) {
            return Optional.empty();
        }
        return StatusTarget.message(callback.path())
                .map(message -> new Told(message, sid, status, fields.number("ErrorCode"), accepted.at()));
    }
}
