package io.carillon.webhook.sms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.sms.PatientApi.Contact;
import io.carillon.webhook.sms.TwilioMessages.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a message into words, in the patient's language where we speak it and the clinic's where not. */
@ApplicationScoped
class Composer {

    /** Twilio's {@code ValidityPeriod}, seconds. */
    private static final long LONGEST_VALIDITY = 36_000;

    private final SmsTexts texts = new SmsTexts();
    private final JsonMapper json = new JsonMapper();
    private final SmsAccount account;
    private final SmsSettings settings;

    Composer(SmsAccount account, SmsSettings settings) {
        this.account = account;
        this.settings = settings;
    }

    /** @param template Content SID; null for free text */
    record Way(
            Channel channel,
            String from,
            String to,
            @Nullable String template) {}

    /** The approved template for this message on WhatsApp, if there is one. */
    Optional<String> template(Claim claim, Clinic clinic, Contact contact) {
        var language = language(clinic, contact);
        return Optional.ofNullable(settings.whatsappTemplates().get(claim.kind().word() + "-" + language.code()));
    }

    Outgoing compose(Claim claim, Clinic clinic, Contact contact, Way way, Instant start, Instant now) {
        var language = language(clinic, contact);
        var name = SmsTexts.shortened(clinic.name());
        var when = SmsTexts.when(language, start.atZone(clinic.zone()));
        var reference = Reference.of(claim.id());
        var variables = json.createObjectNode().put("1", name).put("2", when).put("3", reference);
        return new Outgoing(
                way.channel().address(way.to()),
                way.channel().address(way.from()),
                way.template() == null ? texts.text(language, TextKey.of(claim.kind()), name, when, reference) : null,
                way.template(),
                variables.toString(),
                Math.clamp(Duration.between(now, claim.expires()).toSeconds(), 1, LONGEST_VALIDITY),
                account.statusCallback(claim.id()));
    }

    private static Language language(Clinic clinic, Contact contact) {
        var own = contact.language();
        return own == null ? clinic.language() : Language.of(own);
    }
}
