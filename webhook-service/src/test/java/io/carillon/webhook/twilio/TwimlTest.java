package io.carillon.webhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TwimlTest {

    @Test
    void writesTheVerbsInOrder() {
        var gather =
                new Verb.Gather("/api/voice/gather?turn=1", "en-US", 1, 5, List.of(new Verb.Say("en-US", "Hello.")));

        assertThat(text(List.of(gather, new Verb.Play("https://x.example/a"), new Verb.Hangup())))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>"
                        + "<Gather input=\"dtmf speech\" numDigits=\"1\" finishOnKey=\"\" timeout=\"5\" speechTimeout=\"auto\""
                        + " language=\"en-US\" method=\"POST\" actionOnEmptyResult=\"true\""
                        + " action=\"/api/voice/gather?turn=1\"><Say language=\"en-US\">Hello.</Say></Gather>"
                        + "<Play>https://x.example/a</Play><Hangup/></Response>");
    }

    @Test
    void aDateIsEightKeysThatHashEndsEarlier() {
        var gather = new Verb.Gather("/x", "fr-FR", 8, 4, List.of());

        assertThat(text(List.of(gather))).contains("numDigits=\"8\" finishOnKey=\"#\" timeout=\"4\"");
    }

    @Test
    @Requirement("R-EXT-07")
    void aKeyDuringTheGreetingIsPostedAndSilenceGoesOn() {
        var greeting = new Verb.Interruptible("/api/voice/gather?turn=1", List.of(new Verb.Say("en-US", "Hello.")));

        assertThat(text(List.of(greeting, new Verb.Redirect("/api/voice/receptionist?turn=1&x=2"))))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>"
                        + "<Gather input=\"dtmf\" numDigits=\"1\" finishOnKey=\"\" timeout=\"1\" method=\"POST\""
                        + " action=\"/api/voice/gather?turn=1\"><Say language=\"en-US\">Hello.</Say></Gather>"
                        + "<Redirect method=\"POST\">/api/voice/receptionist?turn=1&amp;x=2</Redirect></Response>");
    }

    @Test
    void noVerbsAreAnEmptyResponse() {
        assertThat(text(List.of())).isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>");
    }

    @Test
    @Requirement("R-SEC-15")
    void userTextCannotBecomeMarkup() throws Exception {
        var attack = "</Say><Dial>+19005550000</Dial><Say a=\"b\" c='d'>&amp;";

        var document = parse(List.of(new Verb.Say("en-US", attack)));

        assertThat(document.getElementsByTagName("Dial").getLength()).isZero();
        assertThat(document.getElementsByTagName("Say").item(0).getTextContent())
                .isEqualTo(attack);
    }

    @Test
    @Requirement("R-SEC-15")
    void anyTextAtAllGivesAWellFormedDocument() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            var units = new char[random.nextInt(20)];
            for (int c = 0; c < units.length; c++) {
                units[c] = (char) random.nextInt(i % 2 == 0 ? 128 : 65_536);
            }
            var text = new String(units);
            var gather = new Verb.Gather(text, text, 1, 1, List.of(new Verb.Say("fr-FR", text)));

            var response = parse(List.of(gather, new Verb.Dial(text, text))).getDocumentElement();

            assertThat(response.getChildNodes().getLength()).isEqualTo(2);
        }
    }

    @Test
    void anActionsQuerySurvivesItsEscaping() throws Exception {
        var action = "/api/voice/gather?turn=2&ask=slot&slot=doctor-1~1~30";

        var gather = (Element) parse(List.of(new Verb.Gather(action, "en-US", 1, 5, List.of())))
                .getDocumentElement()
                .getFirstChild();

        assertThat(gather.getAttribute("action")).isEqualTo(action);
    }

    private static String text(List<Verb> verbs) {
        return new String(Twiml.write(verbs), UTF_8);
    }

    private static Document parse(List<Verb> verbs) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Twiml.write(verbs)));
    }
}
