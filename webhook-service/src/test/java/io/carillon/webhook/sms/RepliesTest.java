package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.Feature;
import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.sms.SmsSettings.Answering;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Instant NOW = Instant.parse("2030-12-10T18:00:00Z");
    private static final Clinic CLINIC = new Clinic(
            null,
            "TXT",
            "Text <Clinic>",
            ZoneOffset.UTC,
            Language.FRENCH,
            "112",
            null,
            List.of("+15555557001"),
            List.of(),
            null,
            true,
            EnumSet.allOf(Feature.class));

    @Test
    void whereTwilioAnswersKeywordsWeSayNothingToATextMessage() {
        var replies = new Replies(Answering.TWILIO, clock());

        assertThat(replies.to(CLINIC, fields("+15550001111", "STOP"))).isEmpty();
        assertThat(replies.to(CLINIC, fields("+15550001111", "aide"))).isEmpty();
        assertThat(replies.to(CLINIC, fields("whatsapp:+15550001111", "STOP")))
                .as("its default handling knows text messages only")
                .hasValueSatisfying(text -> assertThat(text).contains("vous ne recevrez plus"));
        assertThat(replies.to(CLINIC, fields("+15550001111", "Bonjour"))).isPresent();
    }

    @Test
    void twoMachinesDoNotAnswerEachOtherForEver() {
        var replies = new Replies(Answering.CARILLON, clock());

        assertThat(replies.to(CLINIC, fields("+15550001111", "I am driving"))).isPresent();
        assertThat(replies.to(CLINIC, fields("+15550001111", "I am driving"))).isEmpty();
        assertThat(replies.to(CLINIC, fields("+15550001112", "I am driving"))).isPresent();
        assertThat(replies.to(CLINIC, fields("+15550001111", "STOP")))
                .as("a keyword always")
                .isPresent();
    }

    @Test
    void afterAWhileTheyAreToldAgainAndTheEldestAreForgotten() {
        var recent = new RecentAnswers(Duration.ofMinutes(10), 2);

        assertThat(recent.due("a", NOW)).isTrue();
        assertThat(recent.due("a", NOW.plusSeconds(599))).isFalse();
        assertThat(recent.due("a", NOW.plusSeconds(600))).isTrue();
        recent.due("b", NOW.plusSeconds(601));
        recent.due("c", NOW.plusSeconds(602));
        assertThat(recent.due("a", NOW.plusSeconds(603)))
                .as("only two are remembered")
                .isTrue();
    }

    @Test
    void aTextWithoutAnythingIsAnswered() {
        var replies = new Replies(Answering.CARILLON, clock());

        assertThat(replies.to(CLINIC, List.of()))
                .isEqualTo(
                        Optional.of("Text <Clinic> : personne ne lit les SMS ici. Pour prendre, changer ou annuler un"
                                + " rendez-vous, appelez le +15555557001. En cas d'urgence, composez le 112."));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static List<Parameter> fields(String from, String body) {
        return List.of(new Parameter("From", from), new Parameter("Body", body));
    }
}
