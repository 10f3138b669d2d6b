package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop. ', STOP",
        "StopAll, STOP",
        "stop all, STOP",
        "UNSUBSCRIBE, STOP",
        "CANCEL, STOP",
        "END, STOP",
        "QUIT, STOP",
        "REVOKE, STOP",
        "OPTOUT, STOP",
        "opt-out, STOP",
        "ARRET, STOP",
        "Arrêt, STOP",
        "ARRE\u0302T, STOP",
        "Désabonner, STOP",
        "START, START",
        "UNSTOP, START",
        "yes!, START",
        "Reprendre, START",
        "HELP, HELP",
        "Info?, HELP",
        "aide, HELP",
    })
    void oneWordSaysIt(String body, Keyword expected) {
        assertThat(Keyword.of(body, Channel.SMS)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "please stop calling me",
                "STOP PLEASE",
                "stopped",
                "I need help with my appointment",
                "no",
                "停止",
                "STOPSTOPSTOPSTOPSTOPSTOPSTOPSTOPSTOPSTOPSTOP"
            })
    void amongOtherWordsItIsATextLikeAnyOther(String body) {
        assertThat(Keyword.of(body, Channel.SMS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "Yes!"})
    void onWhatsAppItMayAnswerTheMenu(String body) {
        assertThat(Keyword.of(body, Channel.SMS)).isPresent();
        assertThat(Keyword.of(body, Channel.WHATSAPP)).isEmpty();
        assertThat(Keyword.of("STOP", Channel.WHATSAPP)).contains(Keyword.STOP);
    }

    @Test
    void whoSendsNoTextSaysNothing() {
        assertThat(Keyword.of(null, Channel.SMS)).isEmpty();
    }

    @Test
    void whatTwilioTookItForCounts() {
        assertThat(Keyword.ofOptOutType("STOP")).contains(Keyword.STOP);
        assertThat(Keyword.ofOptOutType("HELP")).contains(Keyword.HELP);
        assertThat(Keyword.ofOptOutType("SOMETHING_NEW")).isEmpty();
    }
}
