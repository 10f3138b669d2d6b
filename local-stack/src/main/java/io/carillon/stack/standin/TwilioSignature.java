package io.carillon.stack.standin;

import io.carillon.stack.client.StandInSettings;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a form POST as Twilio does: HMAC-SHA1 over the URL and the parameters sorted by name (design, section 8). */
public final class TwilioSignature {

    private TwilioSignature() {}

    /** With {@code TWILIO_AUTH_TOKEN}, or the local lock where that is not set. */
    public static String of(String url, Map<String, String> parameters) {
        var token = Optional.ofNullable(System.getenv("TWILIO_AUTH_TOKEN"))
                .orElseGet(() -> StandInSettings.LOCAL_CREDENTIALS.getOrDefault("TWILIO_AUTH_TOKEN", ""));
        return of(token, url, parameters);
    }

    static String of(String token, String url, Map<String, String> parameters) {
        var signed = new StringBuilder(url);
        new TreeMap<>(parameters).forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA1", e);
        }
    }
}
