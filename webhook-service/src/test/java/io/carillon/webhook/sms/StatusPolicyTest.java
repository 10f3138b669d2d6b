package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.sms.StatusPolicy.Standing;
import io.carillon.webhook.sms.StatusPolicy.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusPolicyTest {

    private final StatusPolicy policy = new StatusPolicy(new SendPolicy(Given.PATIENCE));

    @ParameterizedTest
    @EnumSource(State.class)
    void arrivedOutweighsWhateverWeThought(State state) {
        var step = after(standing(state, "SM1"), "SM1", "delivered", 0);

        assertThat(step)
                .isEqualTo(state == State.DELIVERED ? Optional.empty() : Optional.of(new Step.Delivered("SM1")));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"DELIVERED", "UNDELIVERED", "FAILED", "SUPPRESSED", "SENT", "QUEUED"})
    void aLateSentTakesNothingBack(State state) {
        assertThat(after(standing(state, "SM1"), "SM1", "sent", 0)).isEmpty();
    }

    /** The answer with Twilio's id was lost, or has not been written yet. */
    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"SENDING", "UNKNOWN", "QUEUED"})
    void anIdThatWeDoNotKnowSaysThatTwilioHasIt(State state) {
        assertThat(after(standing(state, null), "SM1", "sent", 0)).contains(new Step.Sent("SM1"));
        assertThat(after(standing(state, "SM0"), "SM1", "queued", 0)).contains(new Step.Sent("SM1"));
    }

    @Test
    void undeliveredGoesByItsCode() {
        assertThat(after(standing(State.SENT, "SM1"), "SM1", "undelivered", 30005))
                .contains(new Step.Ended(State.UNDELIVERED, Why.CARRIER, 30005));
        assertThat(after(standing(State.SENT, "SM1"), "SM1", "undelivered", 21610))
                .contains(new Step.Ended(State.SUPPRESSED, Why.OPTED_OUT, 21610));
        assertThat(after(standing(State.SENT, "SM1"), "SM1", "failed", 30008))
                .hasValueSatisfying(step -> assertThat(step).isInstanceOf(Step.Again.class));
    }

    @Test
    void undeliveredOfAnEarlierAttemptOrTwiceChangesNothing() {
        assertThat(after(standing(State.SENT, "SM2"), "SM1", "undelivered", 30008))
                .isEmpty();
        assertThat(after(standing(State.QUEUED, "SM1"), "SM1", "undelivered", 30008))
                .isEmpty();
        assertThat(after(standing(State.UNKNOWN, "SM1"), "SM1", "undelivered", 30008))
                .isEmpty();
        assertThat(after(standing(State.DELIVERED, "SM1"), "SM1", "undelivered", 30008))
                .isEmpty();
    }

    @Test
    void aWordOfTomorrowsChangesNothing() {
        assertThat(after(standing(State.SENT, "SM1"), "SM1", "pondering", 0)).isEmpty();
    }

    /** Whatever the order of one attempt's callbacks, what arrived is delivered in the end. */
    @Test
    void inAnyOrderTheEndIsTheSame() {
        var told = new ArrayList<>(List.of("queued", "sending", "sent", "delivered", "sent", "queued"));
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Collections.shuffle(told, random);
            var state = State.SENDING;
            String sid = null;
            for (var status : told) {
                var step = after(standing(state, sid), "SM1", status, 0);
                if (step.isPresent()) {
                    sid = "SM1";
                    state = step.get() instanceof Step.Delivered ? State.DELIVERED : State.SENT;
                }
            }
            assertThat(state).as("order %s", told).isEqualTo(State.DELIVERED);
        }
    }

    private Optional<Step> after(Standing standing, String sid, String status, int code) {
        return policy.after(standing, new Told(Given.ID, sid, status, code, Given.NOW));
    }

    private static Standing standing(State state, @Nullable String sid) {
        return new Standing(
                Given.ID,
                Given.ID,
                state,
                sid,
                sid == null ? Set.of() : Set.of(sid, "SM-older"),
                0,
                Given.EXPIRES,
                "+15555555678",
                new byte[32]);
    }
}
