package io.carillon.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A form post as Twilio makes it: signed over the URL as it was typed and the fields by name. */
record TestCall(URI url, List<Parameter> parameters) {
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String FORM = "application/x-www-form-urlencoded";
    /** Twilio waits this long for an answer, all in all (its voice webhook time-out). */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The parameters of the runbook's own unsigned test call (ledger R-SEC-02). */
    private static final List<Parameter> RINGING = List.of(
            new Parameter("CallSid", "CAtest123"),
            new Parameter("From", "+15555551234"),
            new Parameter("To", "+15555555678"),
            new Parameter("CallStatus", "ringing"));

    TestCall {
        parameters = List.copyOf(parameters);
    }

    /** A ringing call in which the given parameters take the place of those with the same key. */
    static TestCall ringing(URI url, List<Parameter> given) {
        List<Parameter> all = new ArrayList<>(RINGING);
        all.removeIf(ringing -> given.stream().anyMatch(own -> own.key().equals(ringing.key())));
        all.addAll(given);
        return new TestCall(url, all);
    }

    /**
     * Twilio's signature: Base64 of HMAC-SHA1, keyed with the auth token, over the URL followed by every key and value,
     * keys by code unit; of a repeated key each distinct value once, in order.
     */
    String signature(String authToken) {
        String fields = parameters.stream()
                .collect(
                        groupingBy(Parameter::key, TreeMap::new, mapping(Parameter::value, toCollection(TreeSet::new))))
                .entrySet()
                .stream()
                .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + value))
                .collect(joining());
        return Base64.getEncoder().encodeToString(hmacSha1(authToken, url + fields));
    }

    HttpRequest request(String authToken) {
        return HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", FORM)
                .header(SIGNATURE, signature(authToken))
                .POST(HttpRequest.BodyPublishers.ofString(
                        parameters.stream().map(Parameter::encoded).collect(joining("&"))))
                .build();
    }

    /** A line for a POSIX shell that sends the same bytes as {@link #request}. */
    String curl(String authToken) {
        return Stream.concat(
                        Stream.of(
                                "curl -sS -X POST " + quoted(url.toString()),
                                "-H " + quoted("Content-Type: " + FORM),
                                "-H " + quoted(SIGNATURE + ": " + signature(authToken))),
                        parameters.stream().map(parameter -> "-d " + quoted(parameter.encoded())))
                .collect(joining(" "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static byte[] hmacSha1(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }
}
