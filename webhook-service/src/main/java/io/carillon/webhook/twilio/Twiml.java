package io.carillon.webhook.twilio;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes verbs as a TwiML document. All text is escaped, so nothing a caller sends can become markup (R-SEC-15). */
final class Twiml {

    private static final String PROLOGUE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
    private static final String EPILOGUE = "</Response>";

    private final StringBuilder xml = new StringBuilder(1024);

    private Twiml() {}

    /** The document in UTF-8; no verbs give the empty {@code <Response>} that Twilio takes for "nothing more". */
    static byte[] write(List<Verb> verbs) {
        var document = new Twiml();
        document.xml.append(PROLOGUE);
        verbs.forEach(document::verb);
        document.xml.append(EPILOGUE);
        return document.xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void verb(Verb verb) {
        switch (verb) {
            case Verb.Say say -> {
                open("Say").attribute("language", say.language());
                content(say.text(), "Say");
            }
            case Verb.Play play -> {
                open("Play");
                content(play.url(), "Play");
            }
            case Verb.Gather gather -> gather(gather);
            case Verb.Interruptible interruptible -> interruptible(interruptible);
            case Verb.Redirect redirect -> {
                open("Redirect").attribute("method", "POST");
                content(redirect.action(), "Redirect");
            }
            case Verb.Dial dial -> {
                open("Dial").attribute("action", dial.action());
                content(dial.number(), "Dial");
            }
            case Verb.Message message -> {
                open("Message");
                content(message.text(), "Message");
            }
            case Verb.Hangup hangup -> xml.append("<Hangup/>");
        }
    }

    private void gather(Verb.Gather gather) {
        open("Gather")
                .attribute("input", "dtmf speech")
                .attribute("numDigits", Integer.toString(gather.keys()))
                .attribute("finishOnKey", gather.keys() == 1 ? "" : "#")
                .attribute("timeout", Integer.toString(gather.timeoutSeconds()))
                .attribute("speechTimeout", "auto")
                .attribute("language", gather.language())
                .attribute("method", "POST")
                .attribute("actionOnEmptyResult", "true")
                .attribute("action", gather.action());
        xml.append('>');
        gather.prompts().forEach(this::verb);
        close("Gather");
    }

    /** By key alone: whoever says "hello" into the greeting means no answer. */
    private void interruptible(Verb.Interruptible interruptible) {
        open("Gather")
                .attribute("input", "dtmf")
                .attribute("numDigits", "1")
                .attribute("finishOnKey", "")
                .attribute("timeout", Integer.toString(Verb.Interruptible.AFTERWARDS_SECONDS))
                .attribute("method", "POST")
                .attribute("action", interruptible.action());
        xml.append('>');
        interruptible.prompts().forEach(this::verb);
        close("Gather");
    }

    private Twiml open(String element) {
        xml.append('<').append(element);
        return this;
    }

    private Twiml attribute(String name, String value) {
        xml.append(' ').append(name).append("=\"");
        escape(value);
        xml.append('"');
        return this;
    }

    private void content(String text, String element) {
        xml.append('>');
        escape(text);
        close(element);
    }

    private void close(String element) {
        xml.append("</").append(element).append('>');
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                default -> xml.appendCodePoint(allowed(c) ? c : ' ');
            }
        });
    }

    /** The characters that XML 1.0 can carry at all; anything else would make Twilio refuse the document (12100). */
    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
