package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallbackEffect;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.sms.ConsentRepository.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Remembers STOP and START, and when somebody wrote on WhatsApp. The sender has had an answer long before. */
@ApplicationScoped
class IncomingEffect implements CallbackEffect {

    private static final Logger LOG = Logger.getLogger(IncomingEffect.class);
    private static final int LONGEST_ADDRESS = 64;

    private final ConsentRepository consents;
    private final ClinicDirectory directory;
    private final SmsAccount account;

    IncomingEffect(ConsentRepository consents, ClinicDirectory directory, SmsAccount account) {
        this.consents = consents;
        this.directory = directory;
        this.account = account;
    }

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return callback.kind().equals("sms.incoming") || callback.kind().equals("whatsapp.incoming");
    }

    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        var words = new LinkedHashMap<Key, Word>();
        for (var accepted : callbacks) {
            word(accepted)
                    .ifPresent(word -> words.merge(
                            new Key(word.clinic(), word.clinicNumber(), ByteBuffer.wrap(word.sender())),
                            word,
                            IncomingEffect::latest));
        }
        if (!words.isEmpty()) {
            consents.say(connection, words.values());
        }
    }

    private record Key(UUID clinic, String clinicNumber, ByteBuffer sender) {}

    /** Of one sender: the later one's word where it has one, and that somebody wrote on WhatsApp at all. */
    private static Word latest(Word one, Word other) {
        var earlier = one.at().isAfter(other.at()) ? other : one;
        var later = earlier == one ? other : one;
        return new Word(
                later.clinic(),
                later.clinicNumber(),
                later.sender(),
                later.optedOut() == null ? earlier.optedOut() : later.optedOut(),
                later.optedOut() == null && earlier.optedOut() != null ? earlier.at() : later.at(),
                later.whatsapp() || earlier.whatsapp());
    }

    private Optional<Word> word(Accepted accepted) {
        var fields = new Fields(accepted.callback().parameters());
        var from = fields.first("From");
        var to = fields.first("To");
        if (from == null || to == null || from.length() > LONGEST_ADDRESS || to.length() > LONGEST_ADDRESS) {
            return Optional.empty();
        }
        var channel = Channel.ofAddress(from);
        var optedOut = optedOut(fields, channel);
        var whatsapp = channel == Channel.WHATSAPP;
        if (optedOut == null && !whatsapp) {
            return Optional.empty();
        }
        var clinic = clinic(accepted, to);
        if (clinic == null) {
            LOG.warn("a message to a number that is no clinic's says something about messages; nothing is remembered");
            return Optional.empty();
        }
        return Optional.of(new Word(
                clinic,
                Channel.number(to),
                account.hash().of(Channel.number(from)),
                optedOut,
                accepted.at(),
                whatsapp));
    }

    /** The clinic as it is known now: when the message came the directory may have been empty. */
    private @Nullable UUID clinic(Accepted accepted, String to) {
        return directory.knownNumber(to).map(Clinic::orgId).orElse(accepted.orgId());
    }

    /** Null where nothing was said about it. */
    private static @Nullable Boolean optedOut(Fields fields, Channel channel) {
        var keyword =
                Keyword.ofOptOutType(fields.first("OptOutType")).or(() -> Keyword.of(fields.first("Body"), channel));
        if (keyword.isEmpty()) {
            return null;
        }
        return switch (keyword.get()) {
            case STOP -> Boolean.TRUE;
            case START -> Boolean.FALSE;
            case HELP -> null;
        };
    }
}
