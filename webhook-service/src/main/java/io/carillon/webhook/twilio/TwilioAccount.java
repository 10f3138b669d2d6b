package io.carillon.webhook.twilio;

import io.carillon.kit.config.Deployment;
import io.carillon.webhook.publichost.PublicAddress;
import io.carillon.webhook.twilio.SignatureCheck.Outcome;
import io.carillon.webhook.twilio.SignatureCheck.Signed;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What is needed to tell Twilio from everybody else. The check cannot be turned off; in production the development token
 * is refused at the start (R-SEC-02). While a token is being exchanged the previous one is accepted until a set time
 * (R-SEC-07).
 */
@ApplicationScoped
class TwilioAccount {

    private static final Logger LOG = Logger.getLogger(TwilioAccount.class);

    private static final String DEVELOPMENT_TOKEN = "dev-twilio-token";

    private final SignatureCheck check;
    private final List<AuthToken> tokens;
    private final PublicAddress address;

    /**
     * The settings as they stand in the environment.
     *
     * @param token {@code TWILIO_AUTH_TOKEN}, the account's primary token
     * @param previous {@code TWILIO_AUTH_TOKEN_PREVIOUS}, the one before
     * @param previousUntil {@code TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL}, an instant such as {@code 2026-01-31T12:00:00Z}
     * @param validate {@code TWILIO_VALIDATE_SIGNATURE}, there only to refuse whoever wants to switch the check off
     */
    record Settings(
            Optional<String> token,
            Optional<String> previous,
            Optional<String> previousUntil,
            Optional<String> validate) {}

    @Inject
    TwilioAccount(
            @ConfigProperty(name = "TWILIO_AUTH_TOKEN") Optional<String> token,
            @ConfigProperty(name = "TWILIO_AUTH_TOKEN_PREVIOUS") Optional<String> previous,
            @ConfigProperty(name = "TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL") Optional<String> previousUntil,
            @ConfigProperty(name = "TWILIO_VALIDATE_SIGNATURE") Optional<String> validate,
            PublicAddress address,
            Deployment deployment) {
        this(new Settings(token, previous, previousUntil, validate), address, deployment.production());
    }

    TwilioAccount(Settings settings, PublicAddress address, boolean production) {
        if (settings.validate().filter(text -> !text.equals("true")).isPresent()) {
            throw new IllegalArgumentException("TWILIO_VALIDATE_SIGNATURE is not 'true'; the check cannot be switched"
                    + " off. To try a call by hand sign it with 'carillon sign'");
        }
        var token = token(settings.token(), production);
        var known = new ArrayList<>(List.of(AuthToken.of("current", token, Instant.MAX)));
        given(settings.previous()).ifPresent(previous -> {
            if (previous.equals(token)) {
                throw new IllegalArgumentException(
                        "TWILIO_AUTH_TOKEN_PREVIOUS is TWILIO_AUTH_TOKEN; expected the token before it, or nothing");
            }
            known.add(AuthToken.of("previous", previous, end(settings.previousUntil())));
        });
        if (production) {
            refuseDevelopmentToken("TWILIO_AUTH_TOKEN", Optional.of(token));
            refuseDevelopmentToken("TWILIO_AUTH_TOKEN_PREVIOUS", settings.previous());
            // Known, so that a test call signed with it is told from a stranger's.
            known.add(AuthToken.of("development", DEVELOPMENT_TOKEN, Instant.MIN));
        }
        this.tokens = List.copyOf(known);
        this.address = address;
        this.check = new SignatureCheck(address.base(), known);
    }

    private static Optional<String> given(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    private static String token(Optional<String> set, boolean production) {
        return given(set).orElseGet(() -> {
            if (production) {
                throw new IllegalArgumentException("TWILIO_AUTH_TOKEN is not set; it has no default in production");
            }
            return DEVELOPMENT_TOKEN;
        });
    }

    private static void refuseDevelopmentToken(String name, Optional<String> token) {
        if (token.filter(DEVELOPMENT_TOKEN::equals).isPresent()) {
            throw new IllegalArgumentException(
                    name + " is the development token; expected the account's own in production");
        }
    }

    private static Instant end(Optional<String> until) {
        try {
            return given(until)
                    .map(Instant::parse)
                    .orElseThrow(() -> new IllegalArgumentException("TWILIO_AUTH_TOKEN_PREVIOUS is set without"
                            + " TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL; expected an instant such as 2026-01-31T12:00:00Z"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL is not an instant; expected one such as 2026-01-31T12:00:00Z", e);
        }
    }

    /** Made at the start, so that a wrong setting is told then and not at the first call. */
    void started(@Observes StartupEvent start) {
        tokens.forEach(token -> LOG.infof("Twilio callbacks are checked against %s", token));
    }

    /** Under which the world reaches this target: never from what a client claims in a header. */
    String urlOf(String rawTarget) {
        return address.urlOf(rawTarget);
    }

    Outcome check(Signed signed, Instant now) {
        return check.check(signed, now);
    }
}
