package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.twilio.TwilioSignature.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a callback is Twilio's, under the tokens that are accepted at the moment, and if it is not, as much about the
 * cause as the signature itself proves (R-SEC-01, R-SEC-04, R-SEC-07). A cause is named only when the signature holds for
 * it; where none does, token and content cannot be told apart, and {@link Reason#MISMATCH} says just that.
 */
final class SignatureCheck {

    /**
     * Characters of a form whose refusal is looked into: strangers must not buy our time with large ones, of which up to 250
     * signatures would be computed. Twilio's own callbacks have one or two thousand.
     */
    private static final int LARGEST_LOOKED_INTO = 4 * 1024;

    private final String publicBaseUrl;
    private final List<AuthToken> tokens;

    /**
     * @param publicBaseUrl without a slash at its end
     * @param tokens the current one first; also those that are not accepted, to recognise them
     */
    SignatureCheck(String publicBaseUrl, List<AuthToken> tokens) {
        this.publicBaseUrl = publicBaseUrl;
        this.tokens = List.copyOf(tokens);
    }

    /** What the signature covers besides the URL. */
    sealed interface Content {
        /** The fields of a form, none for a GET. */
        record Form(List<Parameter> fields) implements Content {}

        /** Anything that is no form, bound by {@code bodySHA256}. */
        record Body(byte[] bytes) implements Content {}
    }

    /**
     * A callback as it came.
     *
     * @param target path and query, raw
     * @param userInfo the client's Basic credentials, {@code name:password}
     * @param signature the header {@code X-Twilio-Signature}
     * @param claimedHosts {@code Host} and {@code X-Forwarded-Host}; used to explain a refusal, never to accept
     */
    record Signed(
            String target,
            @Nullable String userInfo,
            Content content,
            @Nullable String signature,
            List<String> claimedHosts) {}

    /** What became of it. */
    sealed interface Outcome {
        record Accepted(AuthToken token) implements Outcome {}

        /** @param hint what an operator should know, in words; without secrets */
        record Refused(Reason reason, String hint) implements Outcome {}
    }

    /** Why a callback is refused; the words are the label of a metric and part of an event. */
    enum Reason {
        MISSING("missing"),
        MALFORMED("malformed"),
        /** Signed with a token that we know and do not accept: no more, or never in production. */
        TOKEN_WRONG("token-wrong"),
        /** Signed with an accepted token, for another address than PUBLIC_BASE_URL. */
        URL_DIFFERS("url-differs"),
        /** Signed with an accepted token for this URL; the content is not what was signed. */
        BODY_CHANGED("body-changed"),
        BODY_UNSIGNED("body-unsigned"),
        /** A token we do not know, or a field changed after signing: no signature can tell which. */
        MISMATCH("mismatch");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Outcome check(Signed signed, Instant now) {
        var accepted = tokens.stream().filter(token -> token.acceptedAt(now)).toList();
        var url = publicBaseUrl + signed.target();
        for (var token : accepted) {
            var verdict = verify(token, url, signed);
            switch (verdict) {
                case VALID -> {
                    return new Outcome.Accepted(token);
                }
                case MISMATCH -> {
                    // Perhaps it is the next token's.
                }
                case MISSING -> {
                    return new Outcome.Refused(Reason.MISSING, "");
                }
                case MALFORMED -> {
                    return new Outcome.Refused(Reason.MALFORMED, "");
                }
                case BODY_CHANGED -> {
                    return new Outcome.Refused(Reason.BODY_CHANGED, "the body is not the one that bodySHA256 names");
                }
                case BODY_UNSIGNED -> {
                    return new Outcome.Refused(Reason.BODY_UNSIGNED, "a body that is no form needs bodySHA256");
                }
            }
        }
        return small(signed.content()) ? explain(signed, accepted, now) : unexplained(accepted);
    }

    private Outcome explain(Signed signed, List<AuthToken> accepted, Instant now) {
        var url = publicBaseUrl + signed.target();
        for (var token : tokens) {
            if (!token.acceptedAt(now) && verify(token, url, signed) == Verdict.VALID) {
                return new Outcome.Refused(Reason.TOKEN_WRONG, "signed with " + token);
            }
        }
        for (var token : accepted) {
            for (var elsewhere : OtherAddress.of(publicBaseUrl, signed.target(), signed.claimedHosts())) {
                if (verify(token, elsewhere.url(), signed) == Verdict.VALID) {
                    return new Outcome.Refused(Reason.URL_DIFFERS, "signed for " + elsewhere.difference());
                }
            }
            if (signed.content() instanceof Content.Form(List<Parameter> fields)
                    && !fields.isEmpty()
                    && verify(token, url, signed, List.of()) == Verdict.VALID) {
                return new Outcome.Refused(Reason.BODY_CHANGED, "signed without any field, received with some");
            }
        }
        return unexplained(accepted);
    }

    private static Outcome unexplained(List<AuthToken> accepted) {
        return new Outcome.Refused(
                Reason.MISMATCH,
                accepted.stream().map(AuthToken::toString).collect(Collectors.joining(", ", "tried with ", "")));
    }

    private static Verdict verify(AuthToken token, String url, Signed signed) {
        return switch (signed.content()) {
            case Content.Form form -> verify(token, url, signed, form.fields());
            case Content.Body body ->
                token.signature().verifyBody(url, signed.userInfo(), body.bytes(), signed.signature());
        };
    }

    private static Verdict verify(AuthToken token, String url, Signed signed, List<Parameter> fields) {
        return token.signature().verifyForm(url, signed.userInfo(), fields, signed.signature());
    }

    private static boolean small(Content content) {
        return switch (content) {
            case Content.Form form ->
                form.fields().stream()
                                .mapToInt(field ->
                                        field.name().length() + field.value().length())
                                .sum()
                        <= LARGEST_LOOKED_INTO;
            // The signature covers only the URL.
            case Content.Body _ -> true;
        };
    }
}
