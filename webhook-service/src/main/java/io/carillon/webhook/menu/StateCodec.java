package io.carillon.webhook.menu;

import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a {@link State} as lines of text and reads them again: short, since it travels in a URL. */
final class StateCodec {

    private static final String LINE = "\n";
    private static final char PART = '~';

    private StateCodec() {}

    static String write(State state) {
        var lines = switch (state) {
            case AtMenu() -> Stream.of("menu");
            case ChoosingSlot(List<HeldSlot> offered) -> Stream.concat(Stream.of("slot"), held(offered));
            case Identifying(Purpose purpose) -> Stream.of("who", purpose.name());
            case ChoosingAppointment(Purpose purpose, String proof, List<BookedSlot> appointments) ->
                Stream.concat(
                        Stream.of("which", purpose.name(), proof),
                        appointments.stream().map(StateCodec::line));
            case ChoosingNewSlot(String proof, BookedSlot moving, List<HeldSlot> offered) ->
                Stream.concat(Stream.of("move", proof, line(moving)), held(offered));
            case Deciding(String proof, BookedSlot cancelling) -> Stream.of("cancel", proof, line(cancelling));
        };
        return String.join(LINE, lines.toList());
    }

    /** Empty for anything that {@link #write} did not write. */
    static Optional<State> read(String text) {
        var lines = List.of(text.split(LINE, -1));
        try {
            return Optional.of(
                    switch (lines.getFirst()) {
                        case "menu" -> new AtMenu();
                        case "slot" -> new ChoosingSlot(held(lines, 1));
                        case "who" -> new Identifying(Purpose.valueOf(lines.get(1)));
                        case "which" ->
                            new ChoosingAppointment(Purpose.valueOf(lines.get(1)), lines.get(2), booked(lines, 3));
                        case "move" -> new ChoosingNewSlot(lines.get(1), booked(lines.get(2)), held(lines, 3));
                        case "cancel" -> new Deciding(lines.get(1), booked(lines.get(2)));
                        default -> throw new NoSuchElementException("no such state");
                    });
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | DateTimeException
                | ArithmeticException
                | NoSuchElementException notOurs) {
            return Optional.empty();
        }
    }

    private static Stream<String> held(List<HeldSlot> slots) {
        return slots.stream().map(held -> line(held.holdId(), held.slot()));
    }

    private static String line(BookedSlot booked) {
        return line(booked.appointmentId(), booked.slot());
    }

    /** The doctor's id last, since it is the clinic's own and may contain anything. */
    private static String line(String id, Slot slot) {
        return id
                + PART
                + slot.start().getEpochSecond()
                + PART
                + Duration.between(slot.start(), slot.end()).toSeconds()
                + PART
                + slot.doctorId();
    }

    private static List<HeldSlot> held(List<String> lines, int from) {
        var slots = new ArrayList<HeldSlot>();
        for (var line : lines.subList(from, lines.size())) {
            slots.add(new HeldSlot(id(line), slot(line)));
        }
        return some(slots);
    }

    private static List<BookedSlot> booked(List<String> lines, int from) {
        return some(lines.subList(from, lines.size()).stream()
                .map(StateCodec::booked)
                .toList());
    }

    /** A question with nothing to choose from is none of ours. */
    private static <T> List<T> some(List<T> list) {
        if (list.isEmpty()) {
            throw new NoSuchElementException("nothing to choose from");
        }
        return list;
    }

    private static BookedSlot booked(String line) {
        return new BookedSlot(id(line), slot(line));
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(PART));
    }

    private static Slot slot(String line) {
        int start = line.indexOf(PART) + 1;
        int length = line.indexOf(PART, start) + 1;
        int doctor = line.indexOf(PART, length) + 1;
        var begins = Instant.ofEpochSecond(Long.parseLong(line, start, length - 1, 10));
        var lasts = Duration.ofSeconds(Long.parseLong(line, length, doctor - 1, 10));
        return new Slot(line.substring(doctor), begins, begins.plus(lasts));
    }
}
