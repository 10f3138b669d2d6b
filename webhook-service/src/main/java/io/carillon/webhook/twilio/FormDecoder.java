package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code application/x-www-form-urlencoded}, keeping order, repeated names and empty values, all of which a
 * signature covers. Our own, because the framework's form limits (2,048 bytes a field) refuse real callbacks. Strict:
 * what is not valid UTF-8 or has a broken escape is refused, never guessed at (R-SEC-15).
 */
final class FormDecoder {

    /** Bytes of a body; a callback with media and add-ons stays far below (design, section 7). */
    static final int MAX_BYTES = 256 * 1024;

    /** Fields of a body. */
    static final int MAX_FIELDS = 1_000;

    /** What a body turned out to be. */
    sealed interface Decoded {
        record Form(List<Parameter> parameters) implements Decoded {}

        record Refused(Reason reason) implements Decoded {}
    }

    /** Why a body is no form that we take. */
    enum Reason {
        TOO_LARGE("the body is larger than 256 KiB"),
        TOO_MANY_FIELDS("the form has more than 1,000 fields"),
        BROKEN_ESCAPE("a percent sign is not followed by two hexadecimal digits"),
        NOT_UTF8("the form is not valid UTF-8");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final byte[] source;
    private final byte[] scratch;

    private FormDecoder(byte[] source) {
        this.source = source;
        this.scratch = new byte[source.length];
    }

    static Decoded decode(byte[] body) {
        if (body.length > MAX_BYTES) {
            return new Decoded.Refused(Reason.TOO_LARGE);
        }
        return new FormDecoder(body).fields();
    }

    private Decoded fields() {
        var parameters = new ArrayList<Parameter>(32);
        int start = 0;
        while (start < source.length) {
            int end = indexOf('&', start, source.length);
            if (end > start) {
                if (parameters.size() == MAX_FIELDS) {
                    return new Decoded.Refused(Reason.TOO_MANY_FIELDS);
                }
                var reason = field(start, end, parameters);
                if (reason != null) {
                    return new Decoded.Refused(reason);
                }
            }
            start = end + 1;
        }
        return new Decoded.Form(parameters);
    }

    private @Nullable Reason field(int start, int end, List<Parameter> into) {
        int equals = indexOf('=', start, end);
        try {
            var name = text(start, equals);
            var value = text(Math.min(equals + 1, end), end);
            into.add(new Parameter(name, value));
            return null;
        } catch (BrokenEscapeException e) {
            return Reason.BROKEN_ESCAPE;
        } catch (CharacterCodingException e) {
            return Reason.NOT_UTF8;
        }
    }

    private String text(int start, int end) throws BrokenEscapeException, CharacterCodingException {
        int length = 0;
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            byte b = source[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%') {
                if (i + 2 >= end) {
                    throw new BrokenEscapeException();
                }
                b = (byte) (hex(source[i + 1]) << 4 | hex(source[i + 2]));
                i += 2;
            }
            ascii &= b >= 0;
            scratch[length++] = b;
        }
        // Nearly every field is ASCII, for which no decoder is needed.
        return ascii
                ? new String(scratch, 0, length, StandardCharsets.ISO_8859_1)
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(scratch, 0, length))
                        .toString();
    }

    private static int hex(byte digit) throws BrokenEscapeException {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new BrokenEscapeException();
        }
        return value;
    }

    private int indexOf(char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (source[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private static final class BrokenEscapeException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenEscapeException() {
            super("broken percent escape", null, false, false);
        }
    }
}
