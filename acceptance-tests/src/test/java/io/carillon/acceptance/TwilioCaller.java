package io.carillon.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio with a caller on its line: signs what it posts and follows the TwiML it is given. */
final class TwilioCaller {

    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    private final Platform platform;
    private final Map<String, String> call = new LinkedHashMap<>();

    TwilioCaller(Platform platform, String callSid) {
        this.platform = platform;
        call.put("CallSid", callSid);
        call.put("From", "+15555551234");
        call.put("To", "+15555555678");
        call.put("CallStatus", "ringing");
    }

    /** One callback of a call with all its fields. */
    TwilioCaller(Platform platform, Map<String, String> fields) {
        this.platform = platform;
        call.putAll(fields);
    }

    Http.Answer posts(String path) {
        return post(path, call);
    }

    Http.Answer rings() {
        return post("/api/voice/incoming", call);
    }

    /** Presses {@code digits} in answer to the {@code <Gather>} of {@code twiml}. */
    Http.Answer presses(String digits, Http.Answer twiml) {
        var action = ACTION.matcher(twiml.body());
        if (!action.find()) {
            throw new AssertionError("no <Gather action> in " + twiml.body());
        }
        var parameters = new LinkedHashMap<>(call);
        parameters.put("CallStatus", "in-progress");
        parameters.put("Digits", digits);
        return post(action.group(1).replace("&amp;", "&"), parameters);
    }

    private Http.Answer post(String path, Map<String, String> parameters) {
        var url = path.startsWith("http") ? path : platform.door(path);
        return Http.post(
                url,
                form(parameters),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Twilio-Signature",
                sign(url, parameters));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String sign(String url, Map<String, String> parameters) {
        var text = new StringBuilder(url);
        new TreeMap<>(parameters).forEach((name, value) -> text.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("dev-twilio-token".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
