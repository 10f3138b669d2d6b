package io.carillon.webhook.sms;

import io.carillon.kit.retry.Backoff;
import io.carillon.webhook.twilioapi.TwilioApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.random.RandomGenerator;

/** The policies of messages with this installation's settings; checked when the service starts. */
@ApplicationScoped
class Policies {

    private final Patience patience;
    private final SendPolicy send;
    private final LookUpPolicy lookUp;

    /** @throws IllegalArgumentException for settings with which a message could be sent twice or be turned away */
    Policies(SmsSettings settings, TwilioApi twilio, RandomGenerator random) {
        var slowest = settings.lease().plus(twilio.longest());
        if (settings.settle().compareTo(slowest) < 0) {
            throw new IllegalArgumentException("carillon.sms.settle is shorter than lease, connect and answer together:"
                    + " a message could be taken for lost while it is still going out");
        }
        // Each row of a batch makes one call at a time; a call of another batch is a repeat after a lost lease.
        if (twilio.parallel() < 2 * settings.batch()) {
            throw new IllegalArgumentException("carillon.twilio-api.parallel is less than twice carillon.sms.batch:"
                    + " messages of one batch could be refused for the calls of another");
        }
        this.patience = new Patience(
                new Backoff(settings.firstPause(), settings.longestPause(), random),
                new Backoff(settings.firstLaterPause(), settings.longestLaterPause(), random),
                settings.resends(),
                settings.settle(),
                settings.credentialPause());
        this.send = new SendPolicy(patience);
        this.lookUp = new LookUpPolicy(send, patience);
    }

    Patience patience() {
        return patience;
    }

    SendPolicy send() {
        return send;
    }

    LookUpPolicy lookUp() {
        return lookUp;
    }

    StatusPolicy status() {
        return new StatusPolicy(send);
    }
}
