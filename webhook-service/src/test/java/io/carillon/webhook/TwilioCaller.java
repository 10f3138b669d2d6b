package io.carillon.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.twilio.TwilioSignature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Twilio, as far as this service meets it: signs what it sends and follows the TwiML it gets. */
public final class TwilioCaller {

    public static final String TOKEN = "dev-twilio-token";

    /** The account's token before that, still accepted in the tests. */
    public static final String PREVIOUS_TOKEN = "dev-twilio-token-of-last-year";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI service;
    private final TwilioSignature signature = new TwilioSignature(TOKEN);

    public final String callSid = "CA" + UUID.randomUUID().toString().replace("-", "");

    public TwilioCaller(URI service) {
        this.service = service;
    }

    /** An answer, read as TwiML where it is. */
    public record Heard(int status, String contentType, byte[] body) {

        public Document twiml() {
            try {
                return DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(body));
            } catch (Exception e) {
                throw new AssertionError("not TwiML: " + text(), e);
            }
        }

        public String text() {
            return new String(body, UTF_8);
        }

        /** Every verb's name in order, those inside a Gather included. */
        public List<String> verbs() {
            var verbs = new ArrayList<String>();
            collect(twiml().getDocumentElement(), verbs);
            return verbs;
        }

        private static void collect(Element parent, List<String> into) {
            var children = parent.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element element) {
                    into.add(element.getTagName());
                    collect(element, into);
                }
            }
        }

        /** The texts said, in order. */
        public List<String> said() {
            var said = twiml().getElementsByTagName("Say");
            var texts = new ArrayList<String>();
            for (int i = 0; i < said.getLength(); i++) {
                texts.add(said.item(i).getTextContent());
            }
            return texts;
        }

        /** Where the call goes on without an answer of the caller. */
        public String redirect() {
            return twiml().getElementsByTagName("Redirect").item(0).getTextContent();
        }

        /** Where the caller's next answer goes. */
        public String action() {
            return ((Element) twiml().getElementsByTagName("Gather").item(0)).getAttribute("action");
        }
    }

    /** A callback of this call to {@code number}, signed. */
    public Heard call(String target, String number, Map<String, String> more) {
        return signed(target, fields(number, more), Map.of());
    }

    public List<Parameter> fields(String number, Map<String, String> more) {
        var fields = new ArrayList<Parameter>(List.of(
                new Parameter("CallSid", callSid),
                new Parameter("From", "+15555550123"),
                new Parameter("To", number),
                new Parameter("CallStatus", "ringing")));
        more.forEach((name, value) -> {
            fields.removeIf(field -> field.name().equals(name));
            fields.add(new Parameter(name, value));
        });
        return fields;
    }

    public Heard signed(String target, List<Parameter> fields, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.put("X-Twilio-Signature", signature.sign(World.PUBLIC_BASE_URL + target, fields));
        return post(target, encode(fields).getBytes(UTF_8), "application/x-www-form-urlencoded", all);
    }

    public Heard signedGet(String target) {
        var request = HttpRequest.newBuilder(service.resolve(target))
                .timeout(Duration.ofSeconds(30))
                .header("X-Twilio-Signature", signature.sign(World.PUBLIC_BASE_URL + target, List.of()))
                .build();
        return send(request);
    }

    public Heard signedJson(String target, byte[] body) {
        return post(
                target,
                body,
                "application/json",
                Map.of("X-Twilio-Signature", signature.sign(World.PUBLIC_BASE_URL + target, List.of())));
    }

    public Heard post(String target, byte[] body, String contentType, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(service.resolve(target))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    private static Heard send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Heard(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String encode(List<Parameter> fields) {
        return fields.stream()
                .map(field -> URLEncoder.encode(field.name(), UTF_8) + "=" + URLEncoder.encode(field.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
