package io.carillon.webhook.twilio;

import static io.carillon.webhook.prompt.PromptKey.BOOKING_CLOSED;
import static io.carillon.webhook.prompt.PromptKey.CONFIRMED;
import static io.carillon.webhook.prompt.PromptKey.EMERGENCY_INSTRUCTION;
import static io.carillon.webhook.prompt.PromptKey.EMERGENCY_LINE;
import static io.carillon.webhook.prompt.PromptKey.GOODBYE;
import static io.carillon.webhook.prompt.PromptKey.GREETING;
import static io.carillon.webhook.prompt.PromptKey.MENU;
import static io.carillon.webhook.prompt.PromptKey.NOBODY_TO_TRANSFER_TO;
import static io.carillon.webhook.prompt.PromptKey.NOT_UNDERSTOOD;
import static io.carillon.webhook.prompt.PromptKey.NO_SLOTS;
import static io.carillon.webhook.prompt.PromptKey.NUMBER_WITHHELD;
import static io.carillon.webhook.prompt.PromptKey.OFFER_INTRO;
import static io.carillon.webhook.prompt.PromptKey.OFFER_SLOT;
import static io.carillon.webhook.prompt.PromptKey.SILENCE;
import static io.carillon.webhook.prompt.PromptKey.SLOT_TAKEN;
import static io.carillon.webhook.prompt.PromptKey.TRANSFER;
import static io.carillon.webhook.prompt.PromptKey.TROUBLE;
import static io.carillon.webhook.prompt.PromptKey.UNSURE;

import io.carillon.webhook.call.Booked;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.Offers;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.call.Search;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The telephone menu: one answer of the caller in, what is said next out. */
@ApplicationScoped
class VoiceMenu {

    static final String DIAL_ACTION = "/api/voice/dial";

    private static final int SLOTS_OFFERED = 3;
    private static final int DAYS_AHEAD = 14;
    private static final Duration APPOINTMENT = Duration.ofMinutes(30);

    /** Questions that may go unanswered in a row; then the call ends politely. */
    private static final int MAX_MISSES = 2;

    private static final int LISTEN_SECONDS = 6;

    private final Speaker speaker;
    private final FrontDesk desk;

    VoiceMenu(Speaker speaker, FrontDesk desk) {
        this.speaker = speaker;
        this.desk = desk;
    }

    /**
     * One answer of a caller.
     *
     * @param digits the key pressed; null for none
     * @param speech what was understood; null for nothing
     * @param callId Twilio's
     * @param phone the caller's number as Twilio gave it; null when it gave none
     */
    record Reply(
            @Nullable String digits,
            @Nullable String speech,
            String callId,
            @Nullable String phone) {}

    /** The first words of a call. Needs nothing but memory. */
    List<Verb> greeting(Clinic clinic) {
        return List.of(ask(
                clinic,
                Turn.first(),
                List.of(
                        speaker.say(clinic, EMERGENCY_LINE, clinic.emergencyNumber()),
                        speaker.say(clinic, GREETING, clinic.name())),
                List.of(speaker.say(clinic, MENU))));
    }

    /** Blocks while booking-service is asked: call it on a virtual thread. */
    List<Verb> next(Clinic clinic, Turn turn, Reply reply, Deadline deadline) {
        var heard = turn.atMenu()
                ? Heard.atMenu(reply.digits(), reply.speech())
                : Heard.atOffer(reply.digits(), reply.speech(), turn.offered().size());
        return switch (heard) {
            case Heard.Emergency emergency -> emergency(clinic);
            case Heard.Person person -> transfer(clinic);
            case Heard.Book book -> offer(clinic, turn, OFFER_INTRO, deadline);
            case Heard.Choice choice -> book(clinic, turn, choice.number(), reply, deadline);
            case Heard.Silence silence -> again(clinic, turn, SILENCE);
            case Heard.Unclear unclear -> again(clinic, turn, NOT_UNDERSTOOD);
        };
    }

    private List<Verb> emergency(Clinic clinic) {
        var instruction = speaker.say(clinic, EMERGENCY_INSTRUCTION, clinic.emergencyNumber());
        return clinic.transferNumber() == null
                ? List.of(instruction, new Verb.Hangup())
                : List.of(instruction, new Verb.Dial(clinic.transferNumber(), DIAL_ACTION));
    }

    private List<Verb> transfer(Clinic clinic) {
        return clinic.transferNumber() == null
                ? List.of(speaker.say(clinic, NOBODY_TO_TRANSFER_TO), new Verb.Hangup())
                : List.of(speaker.say(clinic, TRANSFER), new Verb.Dial(clinic.transferNumber(), DIAL_ACTION));
    }

    private List<Verb> offer(Clinic clinic, Turn turn, PromptKey introduction, Deadline deadline) {
        var search = new Search(null, null, DAYS_AHEAD, APPOINTMENT, SLOTS_OFFERED);
        return switch (desk.find(clinic, search, deadline)) {
            case Offers.Free(List<Slot> slots) -> {
                var choosing = turn.offering(slots);
                yield List.of(
                        ask(clinic, choosing, List.of(speaker.say(clinic, introduction)), question(clinic, choosing)));
            }
            case Offers.None none -> apologise(clinic, NO_SLOTS);
            case Offers.Refused refused -> apologise(clinic, TROUBLE);
            case Offers.Closed closed -> apologise(clinic, BOOKING_CLOSED);
            case Offers.Unavailable unavailable -> apologise(clinic, TROUBLE);
        };
    }

    private List<Verb> book(Clinic clinic, Turn turn, int number, Reply reply, Deadline deadline) {
        var slot = turn.offered().get(number - 1);
        var key = RequestKey.of(reply.callId(), "book", Integer.toString(turn.number()));
        var person = new Person(null, reply.phone());
        return switch (desk.book(clinic, slot, person, reply.callId(), key, deadline)) {
            case Booked.Confirmed confirmed ->
                List.of(
                        speaker.say(
                                clinic,
                                CONFIRMED,
                                speaker.time(clinic, confirmed.slot().start())),
                        new Verb.Hangup());
            case Booked.Taken taken -> offer(clinic, turn, SLOT_TAKEN, deadline);
            case Booked.CallerUnknown withheld -> apologise(clinic, NUMBER_WITHHELD);
            case Booked.Refused refused -> apologise(clinic, TROUBLE);
            case Booked.Closed closed -> apologise(clinic, BOOKING_CLOSED);
            case Booked.Unavailable unavailable -> apologise(clinic, TROUBLE);
            case Booked.Unsure unsure -> apologise(clinic, UNSURE);
        };
    }

    /** Says what is not possible, then hands over to a person where there is one. */
    private List<Verb> apologise(Clinic clinic, PromptKey apology) {
        return concat(List.of(speaker.say(clinic, apology)), transfer(clinic));
    }

    private List<Verb> again(Clinic clinic, Turn turn, PromptKey reason) {
        if (turn.misses() >= MAX_MISSES) {
            return List.of(speaker.say(clinic, GOODBYE), new Verb.Hangup());
        }
        return List.of(ask(clinic, turn.again(), List.of(speaker.say(clinic, reason)), question(clinic, turn)));
    }

    private List<Verb> question(Clinic clinic, Turn turn) {
        if (turn.atMenu()) {
            return List.of(speaker.say(clinic, MENU));
        }
        var offers = new ArrayList<Verb>();
        for (var slot : turn.offered()) {
            offers.add(speaker.say(
                    clinic, OFFER_SLOT, speaker.time(clinic, slot.start()), Integer.toString(offers.size() + 1)));
        }
        return offers;
    }

    private static Verb ask(Clinic clinic, Turn turn, List<Verb> introduction, List<Verb> question) {
        return new Verb.Gather(turn.action(), clinic.language().tag(), LISTEN_SECONDS, concat(introduction, question));
    }

    @SafeVarargs
    private static List<Verb> concat(List<Verb>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }
}
