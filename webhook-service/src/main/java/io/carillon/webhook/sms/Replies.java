package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.sms.SmsSettings.Answering;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody who writes to a clinic is answered, at once and from memory: what is remembered of it is written later.
 * Never twice: what Twilio has answered, or will, is left to it.
 */
@ApplicationScoped
public class Replies {

    /** How long who writes more than once is not told again that nobody reads it. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final int MOST_SENDERS = 10_000;

    private final SmsTexts texts = new SmsTexts();
    private final RecentAnswers recent = new RecentAnswers(SILENCE, MOST_SENDERS);
    private final Answering keywords;
    private final Clock clock;

    @Inject
    Replies(SmsSettings settings, Clock clock) {
        this(settings.keywords(), clock);
    }

    Replies(Answering keywords, Clock clock) {
        this.keywords = keywords;
        this.clock = clock;
    }

    /**
     * @param fields of Twilio's callback for an incoming message
     * @return the text of the answer; empty for none
     */
    public Optional<String> to(Clinic clinic, List<Parameter> fields) {
        var incoming = new Fields(fields);
        // Twilio's Advanced Opt-Out took the text for a keyword and has sent the answer that is set there.
        if (incoming.first("OptOutType") != null) {
            return Optional.empty();
        }
        var from = incoming.first("From");
        var channel = from == null ? Channel.SMS : Channel.ofAddress(from);
        var keyword = Keyword.of(incoming.first("Body"), channel);
        if (keyword.isEmpty()) {
            return from == null || due(clinic, from)
                    ? Optional.of(text(clinic, channel.openTo(clinic) ? TextKey.OTHER : TextKey.OFF))
                    : Optional.empty();
        }
        // Twilio's default handling knows text messages only; on WhatsApp it is Advanced Opt-Out or nobody.
        return keywords == Answering.TWILIO && channel == Channel.SMS
                ? Optional.empty()
                : Optional.of(text(clinic, TextKey.of(keyword.get())));
    }

    /** Whether who writes what nobody understands is answered again yet. */
    boolean due(Clinic clinic, String from) {
        return recent.due(clinic.code() + " " + from, clock.instant());
    }

    /** What to call instead; empty where a clinic has no number at all. */
    static String number(Clinic clinic) {
        return clinic.numbers().isEmpty()
                ? Objects.requireNonNullElse(clinic.transferNumber(), "")
                : clinic.numbers().getFirst();
    }

    private String text(Clinic clinic, TextKey key) {
        return texts.text(
                clinic.language(), key, SmsTexts.shortened(clinic.name()), number(clinic), clinic.emergencyNumber());
    }
}
