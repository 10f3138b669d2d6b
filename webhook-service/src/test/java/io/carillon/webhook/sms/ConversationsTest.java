package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.sms.Conversations.Asked;
import io.carillon.webhook.sms.Conversations.Conversation;
import io.carillon.webhook.sms.Conversations.Ticket;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation's lock, as replicas ask for it: nothing of it is in a replica's own memory. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ConversationsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Conversation FIRST = new Conversation("SM1", "turn=1");
    private static final Conversation SECOND = new Conversation("SM1", "turn=2");

    @Inject
    World world;

    @Inject
    Conversations conversations;

    @Inject
    ClinicDirectory directory;

    @Inject
    RedisDataSource redis;

    Clinic clinic;
    String phone;

    @BeforeEach
    void world() {
        world.reset();
        clinic = directory.ofNumber(World.DEMO_NUMBER);
        phone = "+1557" + UUID.randomUUID();
    }

    private Ticket ticket() {
        return conversations.ticket(clinic, phone);
    }

    private Ticket taken() throws ConversationsUnavailable {
        var ticket = ticket();
        assertThat(conversations.ask(ticket, LONG)).isInstanceOf(Asked.Ours.class);
        return ticket;
    }

    @Test
    @Requirement("R-WEB-02")
    void oneAtATimeAndTheNextFindsWhatTheOneBeforeLeft() throws ConversationsUnavailable {
        conversations.keep(taken(), FIRST);
        var owner = taken();
        var next = ticket();

        assertThat(conversations.ask(next, LONG)).isEqualTo(new Asked.Busy(Optional.of(FIRST)));
        assertThat(conversations.keep(owner, SECOND)).isTrue();
        assertThat(conversations.ask(next, LONG)).isEqualTo(new Asked.Ours(Optional.of(SECOND)));
        assertThat(conversations.forget(next)).isTrue();
        assertThat(conversations.ask(ticket(), LONG)).isEqualTo(new Asked.Ours(Optional.empty()));
    }

    @Test
    @Requirement("R-WEB-02")
    void whoCameFirstIsLetInFirstWhoeverAsksFirst() throws ConversationsUnavailable {
        var owner = taken();
        var second = ticket();
        var third = ticket();
        conversations.ask(second, LONG);
        conversations.ask(third, LONG);
        conversations.leave(owner);

        assertThat(conversations.ask(third, LONG)).isInstanceOf(Asked.Busy.class);
        assertThat(conversations.ask(ticket(), LONG)).isInstanceOf(Asked.Busy.class);
        assertThat(conversations.ask(second, LONG)).isInstanceOf(Asked.Ours.class);
        conversations.leave(second);
        assertThat(conversations.ask(third, LONG)).isInstanceOf(Asked.Ours.class);
    }

    @Test
    @Requirement("R-WEB-02")
    void whoDoesNotAskAnyMoreLosesThePlace() throws ConversationsUnavailable {
        var owner = taken();
        var gone = ticket();
        var there = ticket();
        conversations.ask(gone, LONG);
        conversations.ask(there, LONG);
        conversations.leave(owner);

        Awaitility.await()
                .atMost(Conversations.UNHEARD.multipliedBy(10))
                .until(() -> conversations.ask(there, LONG) instanceof Asked.Ours);
        assertThat(conversations.ask(gone, LONG)).isInstanceOf(Asked.Busy.class);
    }

    @Test
    @Requirement("R-WEB-02")
    void aDeadOwnerIsWaitedForNoLongerThanTheLockHolds() throws ConversationsUnavailable {
        conversations.keep(taken(), FIRST);
        conversations.ask(ticket(), Duration.ofMillis(300));
        var next = ticket();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> conversations.ask(next, LONG).equals(new Asked.Ours(Optional.of(FIRST))));
    }

    @Test
    @Requirement("R-WEB-02")
    void whoIsTooLateNeitherOverwritesNorBringsBack() throws ConversationsUnavailable {
        var late = taken();
        expire(late);
        assertThat(conversations.keep(late, FIRST)).isFalse();

        var next = taken();
        assertThat(conversations.keep(late, FIRST)).isFalse();
        conversations.leave(late);
        assertThat(conversations.keep(next, SECOND)).isTrue();
        assertThat(conversations.forget(late)).isFalse();

        var last = ticket();
        assertThat(conversations.ask(last, LONG)).isEqualTo(new Asked.Ours(Optional.of(SECOND)));
        assertThat(conversations.forget(last)).isTrue();
        assertThat(conversations.keep(late, FIRST)).isFalse();
        assertThat(conversations.ask(ticket(), LONG)).isEqualTo(new Asked.Ours(Optional.empty()));
    }

    @Test
    void noMoreWaitThanAreLetInSoon() throws ConversationsUnavailable {
        taken();
        var waiting = new ArrayList<Ticket>();
        for (int i = 0; i < Conversations.MOST_WAITING; i++) {
            waiting.add(ticket());
            assertThat(conversations.ask(waiting.getLast(), LONG)).isInstanceOf(Asked.Busy.class);
        }

        assertThat(conversations.ask(ticket(), LONG)).isInstanceOf(Asked.Full.class);
        assertThat(conversations.ask(waiting.getLast(), LONG)).isInstanceOf(Asked.Busy.class);
        conversations.leave(waiting.getFirst());
        assertThat(conversations.ask(ticket(), LONG)).isInstanceOf(Asked.Busy.class);
    }

    @Test
    void aConversationIsEndedFromOutsideOnlyWhereNobodyIsAtIt() throws ConversationsUnavailable {
        conversations.keep(taken(), FIRST);
        var owner = ticket();
        conversations.ask(owner, LONG);

        conversations.end(ticket());
        conversations.leave(owner);
        assertThat(conversations.ask(owner, LONG)).isEqualTo(new Asked.Ours(Optional.of(FIRST)));
        conversations.leave(owner);

        conversations.end(ticket());
        assertThat(conversations.ask(ticket(), LONG)).isEqualTo(new Asked.Ours(Optional.empty()));
    }

    private void expire(Ticket ticket) {
        assertThat(redis.key().del(ticket.lock())).isOne();
    }
}
