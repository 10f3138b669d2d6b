package io.carillon.bench.webhook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Raw requests as Twilio sends them when a telephone rings, in the shape of the peers' own generator: 23 fields, each with
 * a {@code CallSid} that nobody had before, signed. Not thread-safe.
 */
final class SignedPosts {

    /** What peer and service are started with. */
    static final String TOKEN = "bench-auth-token";

    /** What Twilio is said to have called; both sides are told so. */
    static final String PUBLIC_URL = "https://voice.example.com";

    static final String PATH = "/api/voice/incoming";

    private static final String ALGORITHM = "HmacSHA1";
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("AccountSid", "AC0123456789abcdef0123456789abcdef"),
            Map.entry("ApiVersion", "2010-04-01"),
            Map.entry("CallStatus", "ringing"),
            Map.entry("Direction", "inbound"),
            Map.entry("To", "+15555555678"),
            Map.entry("Called", "+15555555678"),
            Map.entry("CallerCity", "SAN FRANCISCO"),
            Map.entry("CallerState", "CA"),
            Map.entry("CallerZip", "94105"),
            Map.entry("CallerCountry", "US"),
            Map.entry("FromCity", "SAN FRANCISCO"),
            Map.entry("FromState", "CA"),
            Map.entry("FromZip", "94105"),
            Map.entry("FromCountry", "US"),
            Map.entry("ToCity", ""),
            Map.entry("ToState", "CA"),
            Map.entry("ToZip", ""),
            Map.entry("ToCountry", "US"),
            Map.entry("CalledCountry", "US"),
            Map.entry("StirVerstat", "TN-Validation-Passed-A"));

    private final Mac mac;
    private long next;

    /** @param run tells the calls of one run from those of another */
    SignedPosts(long run) {
        this.next = run << 32;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /** @param authority to be sent to, for the header {@code Host} */
    List<byte[]> posts(int count, String authority) {
        var posts = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            posts.add(post(authority));
        }
        return posts;
    }

    /** The same divided by zero bytes, for the peers' wrk script. */
    Path write(Path file, int count, String authority) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < count; i++) {
                out.write(post(authority));
                out.write(0);
            }
        }
        return file;
    }

    private byte[] post(String authority) {
        var fields = fields();
        var body = new StringBuilder(700);
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return """
                POST %s HTTP/1.1\r
                Host: %s\r
                User-Agent: TwilioProxy/1.1\r
                Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r
                X-Twilio-Signature: %s\r
                Content-Length: %d\r
                \r
                %s""".formatted(PATH, authority, signature(fields), body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private TreeMap<String, String> fields() {
        long number = next++;
        var caller = "+1555%07d".formatted(number % 10_000_000);
        var fields = new TreeMap<>(SAME);
        fields.put("CallSid", "CA%032x".formatted(number));
        fields.put("From", caller);
        fields.put("Caller", caller);
        return fields;
    }

    private String signature(TreeMap<String, String> fields) {
        var text = new StringBuilder(PUBLIC_URL).append(PATH);
        fields.forEach((name, value) -> text.append(name).append(value));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
