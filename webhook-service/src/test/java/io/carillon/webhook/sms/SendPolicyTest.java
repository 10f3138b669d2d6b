package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.sms.Step.Counted;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendPolicyTest {

    private final SendPolicy policy = new SendPolicy(Given.PATIENCE);

    @Test
    void whatTwilioTookIsSent() {
        assertThat(after(new Answer.Accepted("SM1")).step()).isEqualTo(new Step.Sent("SM1"));
    }

    @Test
    void whatMayHaveBeenTakenIsLookedUpAndNeverSentAtOnce() {
        for (var why : new Why[] {Why.TIMEOUT, Why.CONNECTION_LOST, Why.SERVER_ERROR, Why.GARBAGE}) {
            assertThat(after(new Answer.Unclear(why)).step())
                    .isEqualTo(new Step.LookUp(why, Given.NOW.plus(Duration.ofMinutes(2))));
        }
    }

    @Test
    void whatDidNotReachTwilioIsSentAgainLaterAndLater() {
        var message = Given.message();
        for (int attempts = 0; attempts < 40; attempts++) {
            var result = policy.after(
                    message.attempts(attempts).claim(), Answer.NotTaken.because(Why.UNREACHABLE), Given.NOW);

            var again = (Step.Again) result.step();
            var most = Duration.ofSeconds(Math.min(300, 1L << Math.min(attempts, 20)));
            assertThat(Duration.between(Given.NOW, again.at())).isBetween(most.dividedBy(2), most);
            assertThat(again.counted()).isEqualTo(Counted.ATTEMPT);
        }
    }

    @Test
    void whileTheBreakerIsOpenNothingIsCounted() {
        var again =
                (Step.Again) after(Answer.NotTaken.because(Why.BREAKER_OPEN)).step();

        assertThat(again.counted()).isEqualTo(Counted.NOT);
    }

    @Test
    void anUnavailableTwilioIsGivenTheTimeItAskedFor() {
        var again = (Step.Again) after(new Answer.NotTaken(Why.UNAVAILABLE, Optional.of(Duration.ofSeconds(30))))
                .step();

        assertThat(again.at()).isEqualTo(Given.NOW.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"429, 20429", "429, 0", "400, 20429"})
    void tooManyMakesTheWholeAccountWait(int status, int code) {
        var result = after(new Answer.Refused(status, code, Optional.of(Duration.ofSeconds(7))));

        var until = Given.NOW.plusSeconds(7);
        assertThat(result.step()).isEqualTo(new Step.Again(Why.RATE_LIMITED, code, until, Counted.ATTEMPT));
        assertThat(result.pause()).isEqualTo(new Step.Pause(Why.RATE_LIMITED, code, until));
    }

    @ParameterizedTest
    @CsvSource({"401, 20003", "401, 0", "403, 0", "403, 20005", "401, 12345", "400, 30002"})
    void aRefusedCredentialPausesTheAccountAndBlamesNoMessage(int status, int code) {
        var result = after(new Answer.Refused(status, code, Optional.empty()));

        assertThat(result.step()).isEqualTo(new Step.Again(Why.CREDENTIAL_INVALID, code, Given.NOW, Counted.NOT));
        assertThat(result.pause())
                .isEqualTo(new Step.Pause(Why.CREDENTIAL_INVALID, code, Given.NOW.plus(Duration.ofMinutes(15))));
    }

    @ParameterizedTest
    @ValueSource(ints = {21211, 21408, 21612, 21614, 21606, 63016, 0, 29_999})
    void aRefusedMessageIsNotSentAgain(int code) {
        var result = after(new Answer.Refused(400, code, Optional.empty()));

        assertThat(result.step()).isEqualTo(new Step.Ended(State.FAILED, Why.REFUSED, code));
        assertThat(result.pause()).isNull();
    }

    @Test
    void whoSaidStopIsHeeded() {
        assertThat(after(new Answer.Refused(400, 21610, Optional.empty())).step())
                .isEqualTo(new Step.Ended(State.SUPPRESSED, Why.OPTED_OUT, 21610));
    }

    @ParameterizedTest
    @ValueSource(ints = {30001, 30003, 30008})
    void whatTheCarrierDidNotDeliverIsTriedAgainAFewTimes(int code) {
        for (int resends = 0; resends < 3; resends++) {
            var again = (Step.Again) policy.undelivered(resends, code, Given.NOW, Given.EXPIRES);
            var most = Duration.ofMinutes(Math.min(60, 10L << resends));
            assertThat(Duration.between(Given.NOW, again.at())).isBetween(most.dividedBy(2), most);
            assertThat(again.counted()).isEqualTo(Counted.RESEND);
            assertThat(again.code()).isEqualTo(code);
        }
        assertThat(policy.undelivered(3, code, Given.NOW, Given.EXPIRES))
                .isEqualTo(new Step.Ended(State.UNDELIVERED, Why.CARRIER, code));
    }

    @Test
    void nothingIsTriedAgainThatWouldComeTooLate() {
        assertThat(policy.undelivered(0, 30008, Given.NOW, Given.NOW.plusSeconds(60)))
                .isEqualTo(new Step.Ended(State.UNDELIVERED, Why.CARRIER, 30008));
    }

    @ParameterizedTest
    @ValueSource(ints = {30004, 30005, 30006, 30007, 30034, 0})
    void whatACarrierWillNeverDeliverEnds(int code) {
        assertThat(policy.undelivered(0, code, Given.NOW, Given.EXPIRES))
                .isEqualTo(new Step.Ended(State.UNDELIVERED, Why.CARRIER, code));
    }

    private Step.Result after(Answer answer) {
        return policy.after(Given.message().claim(), answer, Given.NOW);
    }
}
