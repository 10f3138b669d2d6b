package io.carillon.webhook.sms;

import io.carillon.kit.database.Transactions;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.sms.ConsentRepository.Consent;
import io.carillon.webhook.sms.PatientApi.Contact;
import io.carillon.webhook.sms.Step.Counted;
import io.carillon.webhook.sms.Step.Result;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message one step further: asks how the appointment stands and where the patient is reached, whether the
 * message may go out, and hands it to Twilio; or looks it up there. Holds no transaction while it asks others.
 */
@ApplicationScoped
class Sending {

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final ClinicDirectory directory;
    private final Patients patients;
    private final Composer composer;
    private final TwilioMessages twilio;
    private final Transactions transactions;
    private final ConsentRepository consents;
    private final OutboxRepository outbox;
    private final SmsAccount account;
    private final SmsSettings settings;
    private final Patience patience;
    private final SendPolicy send;
    private final LookUpPolicy lookUp;
    private final QuietHours quiet;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters")
    Sending(
            ClinicDirectory directory,
            Patients patients,
            Composer composer,
            TwilioMessages twilio,
            Transactions transactions,
            ConsentRepository consents,
            OutboxRepository outbox,
            SmsAccount account,
            SmsSettings settings,
            Policies policies,
            Clock clock) {
        this.directory = directory;
        this.patients = patients;
        this.composer = composer;
        this.twilio = twilio;
        this.transactions = transactions;
        this.consents = consents;
        this.outbox = outbox;
        this.account = account;
        this.settings = settings;
        this.patience = policies.patience();
        this.send = policies.send();
        this.lookUp = policies.lookUp();
        this.quiet = new QuietHours(settings.quietFrom(), settings.quietTo());
        this.clock = clock;
    }

    /** @param address where it went, if it went anywhere */
    record Done(Result result, @Nullable Address address) {}

    /** Empty where the message is not the claim's any more: somebody else has written what became of it. */
    Optional<Done> work(Claim claim) {
        var clinic = directory.ofId(claim.clinic());
        if (clinic.isEmpty()) {
            return later(claim, Why.CLINIC_UNKNOWN);
        }
        try {
            var contact = patients.contact(claim.clinic(), claim.patientId());
            return claim.lookUp() ? done(lookUp(claim, clinic.get(), contact)) : send(claim, clinic.get(), contact);
        } catch (FaultToleranceException | ProcessingException | WebApplicationException e) {
            LOG.warnf(
                    "booking-service did not answer for a message: %s",
                    e.getClass().getSimpleName());
            return later(claim, Why.BOOKING_AWAY);
        }
    }

    /** Nothing was found out. */
    private Optional<Done> later(Claim claim, Why why) {
        var now = clock.instant();
        var at = now.plus(patience.soon().after(claim.attempts() + 1));
        if (!at.isBefore(claim.expires())) {
            return claim.lookUp() ? done(new Step.Unknown(Why.LOOKED_IN_VAIN)) : suppressed(Why.TOO_LATE);
        }
        return done(claim.lookUp() ? new Step.LookUp(why, at) : new Step.Again(why, 0, at, Counted.ATTEMPT));
    }

    private static Optional<Done> suppressed(Why why) {
        return done(new Step.Ended(State.SUPPRESSED, why, 0));
    }

    private static Optional<Done> done(Step step) {
        return Optional.of(new Done(Result.of(step), null));
    }

    private Step lookUp(Claim claim, Clinic clinic, Optional<Contact> contact) {
        var now = clock.instant();
        var phone = contact.map(Contact::phone).filter(number -> sameNumber(claim, number));
        if (phone.isPresent() && !clinic.numbers().isEmpty()) {
            var way = lastWay(claim, clinic);
            var seen =
                    twilio.to(way.channel().address(phone.get()), way.channel().address(way.from()));
            return lookUp.after(claim, seen, now);
        }
        var sid = claim.sid();
        return sid == null ? new Step.Unknown(Why.NUMBER_CHANGED) : lookUp.after(claim, twilio.find(sid), now);
    }

    private record Origin(Channel channel, String from) {}

    /** Whoever died before it was to be sent did not write down which way: then it is the one it would go now. */
    private static Origin lastWay(Claim claim, Clinic clinic) {
        var from = claim.from();
        if (from != null) {
            return new Origin(claim.channel(), from);
        }
        var channel = channel(clinic);
        return new Origin(
                channel == null ? claim.channel() : channel, clinic.numbers().getFirst());
    }

    private boolean sameNumber(Claim claim, String phone) {
        return claim.recipient() == null
                || Arrays.equals(claim.recipient(), account.hash().of(phone));
    }

    private Optional<Done> send(Claim claim, Clinic clinic, Optional<Contact> contact) {
        var now = clock.instant();
        if (!now.isBefore(claim.expires())) {
            return suppressed(Why.TOO_LATE);
        }
        var channel = channel(clinic);
        if (channel == null) {
            return suppressed(Why.FEATURE_OFF);
        }
        if (contact.isEmpty()) {
            return suppressed(Why.NO_RECIPIENT);
        }
        var phone = contact.get().phone();
        if (phone == null) {
            return suppressed(Why.NO_NUMBER);
        }
        if (clinic.numbers().isEmpty()) {
            return suppressed(Why.NO_SENDER);
        }
        var start = start(claim);
        if (start == null) {
            return suppressed(Why.SUPERSEDED);
        }
        if (!now.isBefore(start)) {
            return suppressed(Why.TOO_LATE);
        }
        var opening = quiet.opening(now, clinic.zone(), start);
        if (opening.isAfter(now)) {
            return done(new Step.Again(Why.QUIET_HOURS, 0, opening, Counted.NOT));
        }
        return handOver(claim, clinic, contact.get(), channel, phone, start);
    }

    private static @Nullable Channel channel(Clinic clinic) {
        if (Channel.SMS.openTo(clinic)) {
            return Channel.SMS;
        }
        return Channel.WHATSAPP.openTo(clinic) ? Channel.WHATSAPP : null;
    }

    /** When the appointment is now; null where the message is not true any more. Events of two doctors have no order. */
    private @Nullable Instant start(Claim claim) {
        var appointment = patients.appointment(claim.clinic(), claim.appointmentId());
        var stands = appointment
                .filter(found ->
                        found.status().equals("BOOKED") || found.status().equals("CONFIRMED"))
                .map(found -> found.startTime().toInstant());
        return switch (claim.kind()) {
            case CONFIRMATION, MOVED -> stands.orElse(null);
            case CANCELLED -> stands.isPresent() ? null : claim.start();
        };
    }

    private Optional<Done> handOver(
            Claim claim, Clinic clinic, Contact contact, Channel channel, String phone, Instant start) {
        var hash = account.hash().of(phone);
        var known = transactions.acrossClinics(connection ->
                new Known(consents.find(connection, claim.clinic(), hash), outbox.superseded(connection, claim.id())));
        var consent = known.consent();
        if (known.superseded()) {
            return suppressed(Why.SUPERSEDED);
        }
        if (consent.optedOut()) {
            return suppressed(Why.OPTED_OUT);
        }
        var now = clock.instant();
        var template = channel == Channel.WHATSAPP && !windowOpen(consent, now)
                ? composer.template(claim, clinic, contact)
                : Optional.<String>empty();
        if (channel == Channel.WHATSAPP && !windowOpen(consent, now) && template.isEmpty()) {
            return suppressed(Why.WINDOW_CLOSED);
        }
        // Another worker looks the message up once the lease is over, and must not do so before it went out.
        if (now.plus(twilio.longest()).isAfter(claim.leasedUntil())) {
            return later(claim, Why.BOOKING_AWAY);
        }
        var from = clinic.numbers().getFirst();
        var address = new Address(channel, from, hash, NumberHash.last4(phone));
        if (!transactions.acrossClinics(connection -> outbox.address(connection, claim, address))) {
            return Optional.empty();
        }
        var message = composer.compose(
                claim, clinic, contact, new Composer.Way(channel, from, phone, template.orElse(null)), start, now);
        var answer = twilio.create(message);
        return Optional.of(new Done(send.after(claim, answer, clock.instant()), address));
    }

    private record Known(Consent consent, boolean superseded) {}

    private boolean windowOpen(Consent consent, Instant now) {
        var wrote = consent.whatsappAt();
        return wrote != null && now.isBefore(wrote.plus(settings.whatsappWindow()));
    }
}
