package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.sms.ConsentRepository.Consent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What who writes to a clinic is answered, and what is remembered of it. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class IncomingTest {

    private static final String SMS = "/api/sms/incoming";
    private static final String WHATSAPP = "/api/whatsapp/incoming";

    @Inject
    SmsScene scene;

    @Inject
    Transactions transactions;

    @Inject
    ConsentRepository consents;

    @Inject
    SmsAccount account;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void well() {
        scene.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, Text Clinic: you will get no more texts from us.",
        "Arrêt, Text Clinic: you will get no more texts from us.",
        "START, Text Clinic: you will get texts about your appointments again.",
        "HELP, Text Clinic: we text you about your appointments.",
        "Can I come tomorrow?, Text Clinic: nobody reads texts here.",
    })
    @Requirement("R-WEB-02")
    void everybodyIsAnsweredAtOnce(String body, String beginning) {
        var heard = scene.written(service, SMS, SmsScene.phone(), body, Map.of());

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.contentType()).startsWith("text/xml");
        assertThat(heard.verbs()).containsExactly("Message");
        assertThat(heard.twiml().getDocumentElement().getTextContent()).startsWith(beginning);
    }

    @Test
    void inTheClinicsLanguageWithTheNumberToCallAndTheEmergencyLine() {
        var caller = new io.carillon.webhook.TwilioCaller(service);
        var heard = caller.call(SMS, World.KIN_NUMBER, Map.of("From", SmsScene.phone(), "Body", "AIDE"));

        assertThat(heard.twiml().getDocumentElement().getTextContent())
                .startsWith("Clinique Kin : nous vous écrivons")
                .contains(World.KIN_NUMBER)
                .contains("112");
    }

    /** Advanced Opt-Out: Twilio has sent the answer that is set there. */
    @Test
    void whatTwilioAnsweredIsNotAnsweredTwiceButHeeded() {
        var phone = SmsScene.phone();

        var heard = scene.written(service, SMS, phone, "please leave me", Map.of("OptOutType", "STOP"));

        assertThat(heard.verbs()).isEmpty();
        await().atMost(SmsScene.LIMIT).until(() -> consent(phone).optedOut());
    }

    @Test
    void stopIsHeededUntilStart() {
        var phone = SmsScene.phone();
        scene.written(service, SMS, phone, "STOP", Map.of());
        await().atMost(SmsScene.LIMIT).until(() -> consent(phone).optedOut());

        var silent = scene.bookedOnTheLine(phone);
        assertThat(scene.awaitState(silent, State.SUPPRESSED).why()).isEqualTo("opted_out");
        scene.written(service, SMS, phone, "START", Map.of());
        await().atMost(SmsScene.LIMIT).until(() -> !consent(phone).optedOut());
        var told = scene.bookedOnTheLine(phone);
        scene.awaitState(told, State.SENT);

        assertThat(scene.messagesTo(phone)).hasSize(1);
    }

    @Test
    void aClinicWithoutTextMessagesSaysSo() {
        scene.without(SmsScene.ZONE, "sms");

        var text = scene.written(service, SMS, SmsScene.phone(), "Hello", Map.of());
        var whatsapp = scene.written(service, WHATSAPP, "whatsapp:" + SmsScene.phone(), "Hello", Map.of());

        assertThat(text.twiml().getDocumentElement().getTextContent()).contains("cannot answer texts at the moment");
        assertThat(whatsapp.twiml().getDocumentElement().getTextContent()).contains("Reply 1 to book");
    }

    /** Without text messages WhatsApp is the way, for a day after somebody wrote there, and then only with a template. */
    @Test
    void onWhatsAppOnlyWhoWroteWithinADayIsWrittenTo() {
        scene.without(SmsScene.ZONE, "sms");
        var stranger = scene.bookedOnTheLine(SmsScene.phone());
        assertThat(scene.awaitState(stranger, State.SUPPRESSED).why()).isEqualTo("window_closed");

        var phone = SmsScene.phone();
        scene.written(service, WHATSAPP, "whatsapp:" + phone, "Hello", Map.of());
        await().atMost(SmsScene.LIMIT).until(() -> consent(phone).whatsappAt() != null);
        var friend = scene.bookedOnTheLine(phone);
        scene.awaitState(friend, State.SENT);

        var message = scene.messagesTo(phone).getFirst();
        assertThat(message.path("to").asText()).isEqualTo("whatsapp:" + phone);
        assertThat(message.path("from").asText()).isEqualTo("whatsapp:" + SmsScene.NUMBER);
        assertThat(scene.messagesTo(stranger.phone())).isEmpty();
    }

    @Test
    void theAnswerDoesNotWaitForPostgres() {
        var phone = SmsScene.phone();
        scene.world.stack.kill("postgres");
        try {
            var heard = scene.written(service, SMS, phone, "STOP", Map.of());

            assertThat(heard.twiml().getDocumentElement().getTextContent()).contains("no more texts");
        } finally {
            scene.world.stack.start("postgres");
        }
        await().atMost(SmsScene.LIMIT)
                .ignoreExceptions()
                .until(() -> consent(phone).optedOut());
    }

    @Test
    void nobodyKeepsTheNumberItself() {
        var phone = SmsScene.phone();
        scene.written(service, SMS, phone, "STOP", Map.of());
        await().atMost(SmsScene.LIMIT).until(() -> consent(phone).optedOut());
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(booking, State.SENT);

        for (var table : new String[] {"message_consents", "sms_outbox", "sms_forgotten", "sms_accounts"}) {
            assertThat(everything(table))
                    .as(table)
                    .doesNotContain(phone.substring(1))
                    .doesNotContain(booking.phone().substring(1));
        }
    }

    private String everything(String table) {
        return transactions.acrossClinics(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select coalesce(string_agg(t::text, ' '), '') from " + table + " t")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private Consent consent(String phone) {
        return transactions.acrossClinics(connection ->
                consents.find(connection, SmsScene.CLINIC, account.hash().of(phone)));
    }
}
