package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.sms.Seen.Message;
import io.carillon.webhook.sms.Step.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookUpPolicyTest {

    private static final Instant SURE = Given.NOW.plus(Duration.ofMinutes(2));

    private final SendPolicy send = new SendPolicy(Given.PATIENCE);
    private final LookUpPolicy policy = new LookUpPolicy(send, Given.PATIENCE);

    @ParameterizedTest
    @CsvSource({"queued", "accepted", "sending", "sent", "a-word-of-tomorrows"})
    void foundByItsReferenceItIsSent(String status) {
        var step = after(Given.message(), SURE, ours("SM1", status, 0));

        assertThat(step).isEqualTo(new Step.Sent("SM1"));
    }

    @Test
    void foundAndArrived() {
        assertThat(after(Given.message(), SURE, ours("SM1", "delivered", 0))).isEqualTo(new Step.Delivered("SM1"));
        assertThat(after(Given.message(), SURE, ours("SM1", "read", 0))).isEqualTo(new Step.Delivered("SM1"));
    }

    /** Of several attempts one arrived: it is not sent again because another did not. */
    @Test
    void theAttemptThatGotFurthestCounts() {
        var step = after(
                Given.message().sid("SM2").whoseRetryWasAsked(),
                SURE,
                ours("SM2", "undelivered", 30008),
                ours("SM1", "delivered", 0));

        assertThat(step).isEqualTo(new Step.Delivered("SM1"));
    }

    @Test
    void foundByItsIdWhereTheTextIsRedacted() {
        var step = after(Given.message().sid("SM1"), SURE, new Message("SM1", "sent", 0, "", SURE));

        assertThat(step).isEqualTo(new Step.Sent("SM1"));
    }

    @Test
    void notThereAfterTheTimeThatTwilioNeedsItIsSentAgain() {
        assertThat(after(Given.message(), SURE)).isEqualTo(new Step.Again(Why.NOT_FOUND, 0, SURE, Counted.ATTEMPT));
        assertThat(after(Given.message(), SURE, another("SM7", "delivered"))).isInstanceOf(Step.Again.class);
    }

    @Test
    void notThereTooSoonItIsLookedUpOnceMore() {
        assertThat(after(Given.message(), SURE.minusMillis(1))).isEqualTo(new Step.LookUp(Why.NOT_FOUND, SURE));
    }

    /** An account that redacts texts: what was sent at that time could be ours. */
    @Test
    void whatCannotBeToldApartStaysUnknown() {
        var redacted = new Message("SM9", "delivered", 0, "", Given.NOW.plusSeconds(1));

        assertThat(after(Given.message(), SURE, redacted)).isEqualTo(new Step.Unknown(Why.AMBIGUOUS));
    }

    @Test
    void aRedactedMessageOfYesterdayIsNotOurs() {
        var yesterday = new Message("SM9", "delivered", 0, "", Given.NOW.minus(Duration.ofDays(1)));

        assertThat(after(Given.message(), SURE, yesterday)).isInstanceOf(Step.Again.class);
    }

    @Test
    void foundUndeliveredItGoesByItsCode() {
        assertThat(after(Given.message(), SURE, ours("SM1", "undelivered", 30005)))
                .isEqualTo(new Step.Ended(State.UNDELIVERED, Why.CARRIER, 30005));
        assertThat(after(Given.message(), SURE, ours("SM1", "failed", 30008)))
                .isInstanceOfSatisfying(
                        Step.Again.class, again -> assertThat(again.counted()).isEqualTo(Counted.RESEND));
    }

    @Test
    void anOperatorsWishOutweighsTheCode() {
        assertThat(after(Given.message().whoseRetryWasAsked(), SURE, ours("SM1", "undelivered", 30005)))
                .isEqualTo(new Step.Again(Why.RETRY_ASKED, 30005, SURE, Counted.NOT));
    }

    @Test
    void whileTwilioCannotBeAskedTheMessageWaitsAndInTheEndNobodyKnows() {
        var silent = new Seen.NotAsked(Why.UNREACHABLE, Optional.empty());

        assertThat(policy.after(Given.message().claim(), silent, SURE))
                .isInstanceOfSatisfying(
                        Step.LookUp.class, again -> assertThat(again.why()).isEqualTo(Why.UNREACHABLE));
        assertThat(policy.after(Given.message().claim(), silent, Given.EXPIRES))
                .isEqualTo(new Step.Unknown(Why.LOOKED_IN_VAIN));
    }

    private Step after(Given given, Instant now, Message... messages) {
        return policy.after(given.claim(), new Seen.Messages(List.of(messages)), now);
    }

    private static Message ours(String sid, String status, int code) {
        return new Message(sid, status, code, "Demo: your appointment … Ref " + Given.REFERENCE, Given.NOW);
    }

    private static Message another(String sid, String status) {
        return new Message(sid, status, 0, "Demo: your appointment … Ref 2222222", Given.NOW);
    }
}
