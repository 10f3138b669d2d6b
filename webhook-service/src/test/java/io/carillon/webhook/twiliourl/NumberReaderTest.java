package io.carillon.webhook.twiliourl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.twiliourl.NumberReader.Changed;
import io.carillon.webhook.twiliourl.NumberReader.Page;
import io.carillon.webhook.twiliourl.NumberReader.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberReaderTest {

    private static final String ACCOUNT = "/2010-04-01/Accounts/AC1";
    private static final String RESOURCE = "/IncomingPhoneNumbers.json";

    private final NumberReader reader = new NumberReader();

    @Test
    void numbersAreReadWithWhatIsNotSetAsNothing() {
        var page = (Page.Listed) reader.page(200, """
                {"incoming_phone_numbers":[{"sid":"PN1","phone_number":"+15555555678",
                 "voice_url":"https://a.example/x","voice_method":"POST","voice_application_sid":null}],
                 "next_page_uri":null}""", ACCOUNT, RESOURCE);

        assertThat(page.next()).isNull();
        assertThat(page.complete()).isTrue();
        assertThat(page.numbers()).singleElement().satisfies(number -> {
            assertThat(number.sid()).isEqualTo("PN1");
            assertThat(number.value(NumberField.VOICE_URL)).isEqualTo("https://a.example/x");
            assertThat(number.value(NumberField.VOICE_APPLICATION_SID)).isEmpty();
            assertThat(number.value(NumberField.TRUNK_SID)).isEmpty();
        });
    }

    /** It is asked with our credentials. */
    @ParameterizedTest
    @CsvSource({
        "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?Page=1&PageToken=PAx, true",
        "/2010-04-01/Accounts/AC2/IncomingPhoneNumbers.json?Page=1, false",
        "https://evil.example/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?Page=1, false",
        "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?Page=1 #x, false",
    })
    void onlyTheSameListsNextPageIsFollowed(String next, boolean followed) {
        var page = (Page.Listed) reader.page(
                200, "{\"incoming_phone_numbers\":[],\"next_page_uri\":\"" + next + "\"}", ACCOUNT, RESOURCE);

        assertThat(page.next()).isEqualTo(followed ? next.substring(ACCOUNT.length()) : null);
        assertThat(page.complete()).isEqualTo(followed);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"x\":1', GARBAGE, true",
        "200, '{\"x\":1}', GARBAGE, true",
        "429, '', RATE_LIMITED, false",
        "401, '', CREDENTIAL_INVALID, false",
        "404, '', REFUSED, false",
        "500, '', SERVER_ERROR, true",
    })
    void whatIsNoListIsToldInOneWord(int status, String body, Trouble why, boolean outage) {
        assertThat(reader.page(status, body, ACCOUNT, RESOURCE)).isEqualTo(new Page.Missing(why));
        assertThat(why.isOutage()).isEqualTo(outage);
    }

    @Test
    void aRefusedChangeHasTwiliosCode() {
        assertThat(reader.changed(200, "{}")).isEqualTo(new Changed.Done());
        assertThat(reader.changed(400, "{\"code\":21402}")).isEqualTo(new Changed.Refused(400, 21402));
        assertThat(reader.changed(404, "<html>")).isEqualTo(new Changed.Refused(404, 0));
        assertThat(reader.changed(503, "")).isEqualTo(new Changed.Missing(Trouble.SERVER_ERROR));
    }
}
