package io.carillon.webhook.menu;

import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The telephone menu: one answer of the caller in, what is said next out. An emergency goes before everything and needs
 * nothing but memory; so does the greeting.
 */
@ApplicationScoped
public class PhoneMenu {

    /** Questions that may go unanswered in a row; then the call goes to a person or ends. */
    private static final int MAX_MISSES = 2;

    private static final int ONE_KEY = 1;
    private static final int KEYS_OF_A_DATE = 8;

    private final Turns turns;
    private final FrontDesk desk;
    private final BookingDialogue booking;
    private final IdentityDialogue identity;
    private final MovingDialogue moving;
    private final CancellingDialogue cancelling;
    private final Interpreter interpreter;
    private final Questions questions = new Questions();

    PhoneMenu(
            Turns turns,
            FrontDesk desk,
            BookingDialogue booking,
            IdentityDialogue identity,
            MovingDialogue moving,
            CancellingDialogue cancelling,
            Interpreter interpreter) {
        this.turns = turns;
        this.desk = desk;
        this.booking = booking;
        this.identity = identity;
        this.moving = moving;
        this.cancelling = cancelling;
        this.interpreter = interpreter;
    }

    /** The first words of a call. Needs nothing but memory, and is the same for every call. */
    public Reply greeting(Clinic clinic) {
        return clinic.answersCalls()
                ? opening(clinic)
                : putThrough(clinic, 1, concat(welcome(clinic), Phrase.of(PromptKey.VOICE_OFF)));
    }

    /** The same for who writes: no switch for calls is looked at. */
    public Reply opening(Clinic clinic) {
        var first = Turn.first();
        return new Reply.Ask(
                concat(welcome(clinic), questions.of(clinic, first.state())), turns.query(first, clinic, ""), ONE_KEY);
    }

    /** The first words of a call that the clinic's assistant takes after them; memory is enough for these too. */
    public HandingOver handingOver(Clinic clinic) {
        return new HandingOver(welcome(clinic), turns.query(Turn.first(), clinic, ""));
    }

    /** The menu for who has heard {@link #handingOver} and was not taken over: the greeting is not said twice. */
    public Reply instead(Clinic clinic, String callId) {
        if (!clinic.answersCalls()) {
            return putThrough(clinic, 1, List.of(Phrase.of(PromptKey.VOICE_OFF)));
        }
        var second = Turn.first().repeated();
        return new Reply.Ask(questions.of(clinic, second.state()), turns.query(second, clinic, callId), ONE_KEY);
    }

    private static List<Phrase> welcome(Clinic clinic) {
        return List.of(
                Phrase.of(PromptKey.EMERGENCY_LINE, clinic.emergencyNumber()),
                Phrase.of(PromptKey.GREETING, clinic.name()));
    }

    /** Blocks while booking-service or a language model is asked: call it on a virtual thread. */
    public Reply next(Clinic clinic, CallerInput answer, Deadline deadline) {
        return clinic.answersCalls()
                ? answered(clinic, answer, deadline)
                : ifEmergency(clinic, answer).orElseGet(() -> switchedOff(clinic, answer));
    }

    private Reply switchedOff(Clinic clinic, CallerInput answer) {
        var turn = turns.read(answer.query(), clinic, answer.callId());
        return putThrough(clinic, turn.number(), List.of(Phrase.of(PromptKey.VOICE_OFF)));
    }

    /**
     * What somebody in need is answered where nothing else can be done for anybody; empty for whatever else was said. Memory is
     * enough.
     */
    public Optional<Reply> ifEmergency(Clinic clinic, CallerInput answer) {
        var turn = turns.read(answer.query(), clinic, answer.callId());
        return hear(clinic, answer, turn) instanceof Heard.Emergency
                ? Optional.of(emergency(clinic, turn))
                : Optional.empty();
    }

    /** The same for who writes: no switch for calls is looked at. */
    public Reply answered(Clinic clinic, CallerInput answer, Deadline deadline) {
        var turn = turns.read(answer.query(), clinic, answer.callId());
        var call = new Call(clinic, answer.callId(), answer.phone(), turn.number(), deadline);
        return switch (understood(call, answer, turn)) {
            case Heard.Emergency emergency -> emergency(clinic, turn);
            case Heard.Person person -> putThrough(clinic, turn.number(), List.of());
            case Heard.Again again -> ask(call, turn.repeated(), List.of());
            case Heard.Back back -> back(call, turn);
            case Heard.Silence silence -> missed(call, turn, PromptKey.SILENCE);
            case Heard.Unclear unclear -> missed(call, turn, unclear(turn.state()));
            case Heard.Answer given -> reply(call, turn, reaction(call, turn, given));
        };
    }

    /**
     * For who writes what was no answer to the question that is asked now, since they had not read it: they are asked it
     * again, by which nothing is done or counted. Who needs help or a person gets it.
     */
    public Reply crossed(Clinic clinic, CallerInput answer) {
        var turn = turns.read(answer.query(), clinic, answer.callId());
        return switch (hear(clinic, answer, turn)) {
            case Heard.Emergency emergency -> emergency(clinic, turn);
            case Heard.Person person -> putThrough(clinic, turn.number(), List.of());
            case Heard.Again again -> asked(clinic, answer, turn);
            case Heard.Back back -> asked(clinic, answer, turn);
            case Heard.Silence silence -> asked(clinic, answer, turn);
            case Heard.Unclear unclear -> asked(clinic, answer, turn);
            case Heard.Answer given -> asked(clinic, answer, turn);
        };
    }

    private Reply asked(Clinic clinic, CallerInput answer, Turn turn) {
        return ask(clinic, answer.callId(), turn.repeated(), List.of());
    }

    /** A key that means nothing here is a slip; words may mean what nobody has written down. */
    private Heard understood(Call call, CallerInput answer, Turn turn) {
        var heard = hear(call.clinic(), answer, turn);
        return heard instanceof Heard.Unclear && answer.isSpoken()
                ? interpreter.heard(call, turn.state(), answer.words())
                : heard;
    }

    private Heard hear(Clinic clinic, CallerInput answer, Turn turn) {
        return Ear.hear(answer.digits(), answer.speech(), questions.expectation(clinic, turn.state()));
    }

    /**
     * What became of a transfer.
     *
     * @param status Twilio's {@code DialCallStatus}
     * @param emergency whether it was for an emergency
     * @return empty when they have spoken and the call is over
     */
    public Optional<Reply> dialled(Clinic clinic, @Nullable String status, boolean emergency) {
        return switch (status == null ? "" : status) {
            case "busy", "no-answer", "failed", "canceled" ->
                Optional.of(new Reply.HangUp(List.of(
                        emergency
                                ? Phrase.of(PromptKey.EMERGENCY_ALONE, clinic.emergencyNumber())
                                : Phrase.of(PromptKey.NOBODY_ANSWERS))));
            default -> Optional.empty();
        };
    }

    private Reaction reaction(Call call, Turn turn, Heard.Answer heard) {
        return switch (turn.state()) {
            case AtMenu() ->
                switch (heard) {
                    case Heard.Book book -> booking.begin(call);
                    case Heard.Move move -> identity.begin(call, Purpose.MOVE, turn.triesLeft());
                    case Heard.Cancel cancel -> identity.begin(call, Purpose.CANCEL, turn.triesLeft());
                    default -> new Reaction.Missed(PromptKey.NOT_UNDERSTOOD);
                };
            case ChoosingSlot at ->
                switch (heard) {
                    case Heard.Choice(int number) -> booking.chosen(call, at, number);
                    case Heard.OtherTimes others -> booking.others(call, at, false);
                    case Heard.AnotherDay day -> booking.others(call, at, true);
                    default -> new Reaction.Missed(PromptKey.NOT_UNDERSTOOD);
                };
            case Identifying at ->
                heard instanceof Heard.Birth(LocalDate date)
                        ? identity.answered(
                                call, at, date, turn.triesLeft(), (proof, one) -> about(call, at.purpose(), proof, one))
                        : new Reaction.Missed(PromptKey.NOT_A_DATE);
            case ChoosingAppointment at ->
                heard instanceof Heard.Choice(int number)
                        ? about(
                                call,
                                at.purpose(),
                                at.proof(),
                                at.appointments().get(number - 1))
                        : new Reaction.Missed(PromptKey.NOT_UNDERSTOOD);
            case ChoosingNewSlot at ->
                switch (heard) {
                    case Heard.Choice(int number) -> moving.chosen(call, at, number);
                    case Heard.OtherTimes others -> moving.others(call, at, false);
                    case Heard.AnotherDay day -> moving.others(call, at, true);
                    default -> new Reaction.Missed(PromptKey.NOT_UNDERSTOOD);
                };
            case Deciding at ->
                switch (heard) {
                    case Heard.Yes yes -> cancelling.decided(call, at);
                    case Heard.No no -> cancelling.kept();
                    default -> new Reaction.Missed(PromptKey.NOT_UNDERSTOOD);
                };
        };
    }

    private Reaction about(Call call, Purpose purpose, String proof, BookedSlot appointment) {
        return switch (purpose) {
            case MOVE -> moving.begin(call, proof, appointment);
            case CANCEL -> cancelling.begin(proof, appointment);
        };
    }

    private Reply reply(Call call, Turn turn, Reaction reaction) {
        return switch (reaction) {
            case Reaction.Ask(State state, List<Phrase> before) -> ask(call, turn.asking(state), before);
            case Reaction.AskIdentityAgain(int triesLeft) ->
                ask(
                        call,
                        turn.asking(turn.state()).withTriesLeft(triesLeft),
                        List.of(Phrase.of(PromptKey.WRONG_BIRTH)));
            case Reaction.Missed(PromptKey reason) -> missed(call, turn, reason);
            case Reaction.PutThrough(PromptKey reason) ->
                putThrough(call.clinic(), turn.number(), List.of(Phrase.of(reason)));
            case Reaction.Done(Phrase said) -> new Reply.HangUp(List.of(said));
        };
    }

    private Reply ask(Call call, Turn turn, List<Phrase> before) {
        return ask(call.clinic(), call.callId(), turn, before);
    }

    private Reply ask(Clinic clinic, String callId, Turn turn, List<Phrase> before) {
        var keys = turn.state() instanceof Identifying ? KEYS_OF_A_DATE : ONE_KEY;
        return new Reply.Ask(
                concat(before, questions.of(clinic, turn.state())), turns.query(turn, clinic, callId), keys);
    }

    private static PromptKey unclear(State state) {
        return state instanceof Identifying ? PromptKey.NOT_A_DATE : PromptKey.NOT_UNDERSTOOD;
    }

    /** Whoever is there gets a person; nobody speaks to silence. */
    private Reply missed(Call call, Turn turn, PromptKey reason) {
        if (turn.misses() < MAX_MISSES) {
            return ask(call, turn.missed(), List.of(Phrase.of(reason)));
        }
        return reason == PromptKey.SILENCE || call.clinic().transferNumber() == null
                ? new Reply.HangUp(List.of(Phrase.of(PromptKey.GOODBYE)))
                : putThrough(call.clinic(), turn.number(), List.of(Phrase.of(reason)));
    }

    private Reply back(Call call, Turn turn) {
        desk.release(call.clinic(), turn.state().held(), call.deadline());
        return ask(call, turn.asking(new AtMenu()), List.of());
    }

    private static Reply emergency(Clinic clinic, Turn turn) {
        return clinic.transferNumber() == null
                ? new Reply.HangUp(List.of(Phrase.of(PromptKey.EMERGENCY_ALONE, clinic.emergencyNumber())))
                : new Reply.PutThrough(
                        List.of(Phrase.of(PromptKey.EMERGENCY_INSTRUCTION, clinic.emergencyNumber())),
                        clinic.transferNumber(),
                        turn.number(),
                        true);
    }

    /** Or says that there is nobody, where there is nobody. */
    private static Reply putThrough(Clinic clinic, int turn, List<Phrase> before) {
        return clinic.transferNumber() == null
                ? new Reply.HangUp(concat(before, Phrase.of(PromptKey.NOBODY_TO_TRANSFER_TO)))
                : new Reply.PutThrough(
                        concat(before, Phrase.of(PromptKey.TRANSFER)), clinic.transferNumber(), turn, false);
    }

    private static List<Phrase> concat(List<Phrase> before, Phrase last) {
        return concat(before, List.of(last));
    }

    private static List<Phrase> concat(List<Phrase> before, List<Phrase> after) {
        var all = new ArrayList<>(before);
        all.addAll(after);
        return all;
    }
}
