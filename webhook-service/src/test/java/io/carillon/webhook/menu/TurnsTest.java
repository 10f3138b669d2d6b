package io.carillon.webhook.menu;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.menu.State.Purpose;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TurnsTest {

    private static final String CALL = "CA0123456789abcdef0123456789abcdef";
    private static final Instant NINE = Instant.parse("2026-12-08T17:00:00Z");
    private static final Slot SLOT = new Slot("doctor-1", NINE, NINE.plusSeconds(1800));
    private static final Slot ODD = new Slot("dr~o'hara & söhne?", NINE.plusSeconds(1800), NINE.plusSeconds(5400));
    private static final BookedSlot BOOKED = new BookedSlot("6a1d1b8e-0000-4000-8000-000000000001", SLOT);

    @Inject
    World world;

    @Inject
    ClinicDirectory directory;

    @Inject
    Turns turns;

    @BeforeEach
    void world() {
        world.reset();
    }

    static List<State> everyState() {
        var held = List.of(new HeldSlot("5f0c8f5e-7a36-4c1b-8a86-0a4f3a1f6a55", SLOT), new HeldSlot("h2", ODD));
        return List.of(
                new State.AtMenu(),
                new State.ChoosingSlot(held),
                new State.Identifying(Purpose.MOVE),
                new State.Identifying(Purpose.CANCEL),
                new State.ChoosingAppointment(Purpose.CANCEL, "proof", List.of(BOOKED, new BookedSlot("a2", ODD))),
                new State.ChoosingNewSlot("proof", BOOKED, held),
                new State.Deciding("proof", BOOKED));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void whatIsWrittenIntoTheUrlIsReadBack(State state) {
        var turn = new Turn(4, 1, 2, state);

        var query = turns.query(turn, demo(), CALL);

        assertThat(query).startsWith("turn=4&misses=1&s=").matches("[A-Za-z0-9=&_-]+");
        assertThat(turns.read(parameters(query), demo(), CALL)).isEqualTo(turn);
        assertThat(turns.query(turn, demo(), CALL)).as("the same for a replay").isEqualTo(query);
    }

    @Test
    void nothingOfAPatientCanBeReadInIt() {
        var query = turns.query(new Turn(4, 0, 3, new State.Deciding("proof", BOOKED)), demo(), CALL);

        assertThat(query).doesNotContain("6a1d1b8e", "doctor", "proof", "cancel");
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void onAnotherCallOrForAnotherClinicItIsTheMenu(State state) {
        var query = parameters(turns.query(new Turn(4, 0, 1, state), demo(), CALL));
        var kin = directory.ofNumber(World.KIN_NUMBER);

        assertThat(turns.read(query, demo(), CALL + "0")).isEqualTo(new Turn(4, 0, 3, new State.AtMenu()));
        assertThat(turns.read(query, kin, CALL)).isEqualTo(new Turn(4, 0, 3, new State.AtMenu()));
    }

    @Test
    void theFirstQuestionIsTheSameForEveryCall() {
        assertThat(turns.query(Turn.first(), demo(), "")).isEqualTo("turn=1");
        assertThat(turns.read(parameters("turn=1"), demo(), CALL)).isEqualTo(Turn.first());
    }

    @Test
    void everyQuestionHasItsOwnUrl() {
        var turn = Turn.first();

        assertThat(List.of(
                        turns.query(turn, demo(), CALL),
                        turns.query(turn.missed(), demo(), CALL),
                        turns.query(turn.missed().missed(), demo(), CALL),
                        turns.query(turn.repeated(), demo(), CALL),
                        turns.query(turn.asking(new State.Identifying(Purpose.MOVE)), demo(), CALL)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turn=x",
                "turn=0",
                "turn=1001",
                "turn=2&misses=-1",
                "turn=",
                "turn=99999999999",
                "slot=a~b~c",
                ""
            })
    void whatWeDidNotWriteIsTheFirstTurn(String query) {
        assertThat(turns.read(parameters(query), demo(), CALL)).isEqualTo(Turn.first());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "menu\nx",
                "slot",
                "slot\n",
                "slot\nh~x~1~d",
                "slot\nh",
                "who\nNOBODY",
                "which\nMOVE\np",
                "move\np",
                "cancel\np\na~99999999999999999999~1~d",
                "cancel\np\na~9223372036854775807~1~d",
                "surprise",
            })
    void linesThatAreNoStateAreNone(String text) {
        assertThat(StateCodec.read(text))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read).contains(new State.AtMenu()));
    }

    private Clinic demo() {
        return directory.ofNumber(World.DEMO_NUMBER);
    }

    private static List<Parameter> parameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Parameter(pair[0], pair.length == 1 ? "" : pair[1]))
                .toList();
    }
}
