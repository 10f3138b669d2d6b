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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Where a call's own values stand among the fields that all have in common. */
    private static final String CALL = "{call}";

    private static final String CALLER = "{caller}";

    /** By name, as they are signed. */
    private static final SortedMap<String, String> FIELDS = new TreeMap<>(Map.ofEntries(
            Map.entry("CallSid", CALL),
            Map.entry("From", CALLER),
            Map.entry("Caller", CALLER),
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
            Map.entry("StirVerstat", "TN-Validation-Passed-A")));

    private static final String SIGNED = PUBLIC_URL
            + PATH
            + FIELDS.entrySet().stream()
                    .map(field -> field.getKey() + field.getValue())
                    .collect(Collectors.joining());

    private static final String BODY = FIELDS.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));

    private static String encoded(String value) {
        return value.equals(CALL) || value.equals(CALLER) ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

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

    List<byte[]> posts(int count) {
        var posts = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            posts.add(post());
        }
        return posts;
    }

    /** The same divided by zero bytes, for the peers' wrk script. */
    Path write(Path file, int count) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < count; i++) {
                out.write(post());
                out.write(0);
            }
        }
        return file;
    }

    private byte[] post() {
        long number = next++;
        var call = "CA" + HexFormat.of().toHexDigits(0L) + HexFormat.of().toHexDigits(number);
        var caller = "1555" + (1_000_000 + number % 9_000_000);
        var body = BODY.replace(CALL, call).replace(CALLER, "%2B" + caller);
        var signed = SIGNED.replace(CALL, call).replace(CALLER, "+" + caller);
        var signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        var text = "POST " + PATH + " HTTP/1.1\r\nHost: voice.example.com\r\nUser-Agent: TwilioProxy/1.1\r\n"
                + "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nX-Twilio-Signature: " + signature
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
