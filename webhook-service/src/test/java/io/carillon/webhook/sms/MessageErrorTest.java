package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.sms.MessageError.Treatment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageErrorTest {

    @ParameterizedTest
    @CsvSource({
        "20429, RETRY_SOON",
        "30001, RETRY_LATER",
        "30003, RETRY_LATER",
        "30008, RETRY_LATER",
        "20003, ACCOUNT",
        "30002, ACCOUNT",
        "21610, OPTED_OUT",
        "21211, PERMANENT",
        "21614, PERMANENT",
        "30004, PERMANENT",
        "30005, PERMANENT",
        "30006, PERMANENT",
        "30007, PERMANENT",
        "30034, PERMANENT",
        "63016, PERMANENT",
    })
    void everyCodeHasItsTreatment(int code, Treatment expected) {
        assertThat(MessageError.treatment(code)).isEqualTo(expected);
    }

    @Test
    void aCodeThatNobodyKnowsIsPermanentAndNoLabelOfItsOwn() {
        assertThat(MessageError.treatment(39_999)).isEqualTo(Treatment.PERMANENT);
        assertThat(MessageError.label(39_999)).isEqualTo("other");
        assertThat(MessageError.meaning(39_999)).contains("twilio.com/docs/api/errors/39999");
    }
}
