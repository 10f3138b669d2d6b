package io.carillon.webhook.twilio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Looks whether a signed body is the JSON it says it is, so that whoever reads the event can (R-SEC-15). Read as a stream:
 * depth costs nothing here.
 */
final class CallbackJson {

    /** Levels of a body; Twilio's own event payloads stay below ten. */
    static final int MAX_DEPTH = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** What a body turned out to be. */
    sealed interface Read {
        record Document(String text) implements Read {}

        record Refused(Reason reason) implements Read {}
    }

    /** Why a body is no JSON that we take. */
    enum Reason {
        NOT_UTF8("the body is not valid UTF-8"),
        NOT_JSON("the body is not well-formed JSON; expected one object or array"),
        TOO_DEEP("the JSON is nested more than 64 levels deep");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private CallbackJson() {}

    static Read read(byte[] body) {
        try {
            // A new decoder reports what is malformed, where the String constructor would put question marks.
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            try (var parser = JSON.createParser(text)) {
                return oneDocument(parser) ? new Read.Document(text) : new Read.Refused(Reason.NOT_JSON);
            }
        } catch (CharacterCodingException e) {
            return new Read.Refused(Reason.NOT_UTF8);
        } catch (StreamConstraintsException e) {
            return new Read.Refused(Reason.TOO_DEEP);
        } catch (IOException e) {
            return new Read.Refused(Reason.NOT_JSON);
        }
    }

    private static boolean oneDocument(JsonParser parser) throws IOException {
        var first = parser.nextToken();
        if (first == null || !first.isStructStart()) {
            return false;
        }
        int depth = 1;
        while (depth > 0) {
            var token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return parser.nextToken() == null;
    }
}
