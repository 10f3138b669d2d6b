package io.carillon.webhook.sms;

import io.carillon.webhook.directory.Clinic;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where conversations in writing stand, in Redis for all replicas; under a hash of the number, and forgotten half an hour
 * after the last message. Blocks for a second at most ({@code quarkus.redis.timeout}).
 */
@ApplicationScoped
class Conversations {

    private static final String PREFIX = "carillon:webhook:chat:";
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final ValueCommands<String, String> values;
    private final KeyCommands<String> keys;
    private final SmsAccount account;

    Conversations(RedisDataSource redis, SmsAccount account) {
        this.values = redis.value(String.class);
        this.keys = redis.key();
        this.account = account;
    }

    /**
     * One conversation.
     *
     * @param id Twilio's, of the message that began it
     * @param at which question is to be answered, as the menu wrote it; no spaces
     */
    record Conversation(String id, String at) {

        private static final String BETWEEN = " ";

        static Conversation read(String text) {
            int end = text.indexOf(BETWEEN);
            return new Conversation(text.substring(0, end), text.substring(end + 1));
        }

        String text() {
            return id + BETWEEN + at;
        }
    }

    Optional<Conversation> find(Clinic clinic, String number) throws ConversationsUnavailable {
        return Optional.ofNullable(asked(() -> values.get(key(clinic, number)))).map(Conversation::read);
    }

    void keep(Clinic clinic, String number, Conversation conversation) throws ConversationsUnavailable {
        asked(() -> {
            values.setex(key(clinic, number), KEPT.toSeconds(), conversation.text());
            return true;
        });
    }

    void forget(Clinic clinic, String number) throws ConversationsUnavailable {
        asked(() -> keys.del(key(clinic, number)));
    }

    private String key(Clinic clinic, String number) {
        return PREFIX + clinic.orgId() + ":"
                + HexFormat.of().formatHex(account.hash().of(number));
    }

    private static <T> T asked(Supplier<T> question) throws ConversationsUnavailable {
        try {
            return question.get();
        } catch (RuntimeException e) {
            throw new ConversationsUnavailable(e);
        }
    }
}
