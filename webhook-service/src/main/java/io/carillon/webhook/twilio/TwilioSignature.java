package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's request signature: HMAC-SHA1 under the account's auth token, Base64, over the URL as Twilio called it and,
 * for forms, every name and value in order (R-SEC-01; twilio.com/docs/usage/security). Our own, because the Java SDK's
 * validator refuses repeated keys and some queries that Twilio does sign. Immutable and thread-safe.
 */
public final class TwilioSignature {

    private static final String ALGORITHM = "HmacSHA1";

    /** Twenty bytes in Base64, its padding included. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9+/]{27}=");

    private static final String BODY_HASH = "bodySHA256=";
    private static final Comparator<Parameter> SIGNING_ORDER = (one, other) -> {
        int byName = one.name().compareTo(other.name());
        return byName != 0 ? byName : one.value().compareTo(other.value());
    };

    /** Keyed once; {@link Mac} is not thread-safe, so each check works on a copy of this one. */
    private final Mac keyed;

    /** What became of a signature; everything but {@link #VALID} is a reason to refuse. */
    public enum Verdict {
        VALID("valid"),
        /** There was no signature. */
        MISSING("missing"),
        /** What was presented is not twenty bytes in Base64, so nobody's signature. */
        MALFORMED("malformed"),
        /** The token, the URL or the parameters differ from what was signed. */
        MISMATCH("mismatch"),
        /** The URL's signature holds, and the body is not the one whose hash it carries. */
        BODY_CHANGED("body-changed"),
        /** A body that is no form, and no {@code bodySHA256} that would bind it to the signature. */
        BODY_UNSIGNED("body-unsigned");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        /** The word for events and metrics. */
        public String reason() {
            return reason;
        }
    }

    /** @param authToken the account's primary auth token */
    public TwilioSignature(String authToken) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalArgumentException("the Twilio auth token cannot be used as a key", e);
        }
    }

    /**
     * Checks a GET or a form POST.
     *
     * @param url {@code PUBLIC_BASE_URL} and the raw request target
     * @param clientUserInfo Basic credentials of the request, {@code name:password}; null when there are none
     * @param parameters the form's fields; empty for a GET
     * @param signature the header {@code X-Twilio-Signature}
     */
    public Verdict verifyForm(
            String url, @Nullable String clientUserInfo, List<Parameter> parameters, @Nullable String signature) {
        return verify(url, clientUserInfo, signedText(parameters), signature);
    }

    /** Checks a POST that is no form: the signature covers the URL, and the URL's {@code bodySHA256} the body. */
    public Verdict verifyBody(String url, @Nullable String clientUserInfo, byte[] body, @Nullable String signature) {
        var verdict = verify(url, clientUserInfo, "", signature);
        if (verdict != Verdict.VALID) {
            return verdict;
        }
        var expected = bodyHash(url);
        if (expected == null) {
            return Verdict.BODY_UNSIGNED;
        }
        return MessageDigest.isEqual(ascii(expected), ascii(sha256Hex(body))) ? Verdict.VALID : Verdict.BODY_CHANGED;
    }

    /** The signature of exactly this URL and these fields, as {@code carillon sign} and tests need it. */
    public String sign(String url, List<Parameter> parameters) {
        return Base64.getEncoder().encodeToString(hmac(url, signedText(parameters)));
    }

    private Verdict verify(String url, @Nullable String clientUserInfo, String text, @Nullable String signature) {
        if (signature == null || signature.isEmpty()) {
            return Verdict.MISSING;
        }
        if (!WELL_FORMED.matcher(signature).matches()) {
            return Verdict.MALFORMED;
        }
        // Compared as text: decoded, four spellings of the last character would be one signature.
        var presented = ascii(signature);
        // Nearly every call is signed as received: the other spellings are made only when that one fails.
        if (holds(url, text, presented)) {
            return Verdict.VALID;
        }
        for (var spelling : SignedUrl.alternatives(url, clientUserInfo)) {
            if (holds(spelling, text, presented)) {
                return Verdict.VALID;
            }
        }
        return Verdict.MISMATCH;
    }

    /** In a time that does not depend on how much of it is right. */
    private boolean holds(String url, String text, byte[] presented) {
        return MessageDigest.isEqual(Base64.getEncoder().encode(hmac(url, text)), presented);
    }

    private byte[] hmac(String url, String text) {
        try {
            var mac = (Mac) keyed.clone();
            mac.update(url.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the security provider's HmacSHA1 cannot be copied", e);
        }
    }

    /** Names by code unit, then values; who needs the fields in this order more than once, sorts them once. */
    static List<Parameter> inSigningOrder(List<Parameter> parameters) {
        var sorted = parameters.toArray(Parameter[]::new);
        Arrays.sort(sorted, SIGNING_ORDER);
        return Arrays.asList(sorted);
    }

    /** Names by code unit; of a repeated name its distinct values, sorted, each with the name before it. */
    private static String signedText(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        var sorted = inSigningOrder(parameters);
        var text = new StringBuilder(1024);
        Parameter previous = null;
        for (var parameter : sorted) {
            if (!parameter.equals(previous)) {
                text.append(parameter.name()).append(parameter.value());
            }
            previous = parameter;
        }
        return text.toString();
    }

    private static @Nullable String bodyHash(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return null;
        }
        for (var parameter : url.substring(query + 1).split("&", -1)) {
            if (parameter.startsWith(BODY_HASH)) {
                return parameter.substring(BODY_HASH.length());
            }
        }
        return null;
    }

    private static String sha256Hex(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
