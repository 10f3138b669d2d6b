package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.call.Slot;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a call stands, carried in the URL that Twilio posts the caller's answer to. Twilio signs the whole URL, so what
 * comes back is what we sent.
 *
 * @param number counts up with every question, so that no two questions of a call have the same URL; from 1
 * @param misses questions in a row that were not answered or not understood
 * @param offered the slots the caller is choosing from; empty at the menu
 */
record Turn(int number, int misses, List<Slot> offered) {

    private static final String PATH = "/api/voice/gather";

    /** More than a call can have questions; a number beyond is not ours. */
    private static final int LAST = 1_000;

    Turn {
        offered = List.copyOf(offered);
    }

    static Turn first() {
        return new Turn(1, 0, List.of());
    }

    /** The same question once more. */
    Turn again() {
        return new Turn(number + 1, misses + 1, offered);
    }

    /** The next question: which of {@code slots}? */
    Turn offering(List<Slot> slots) {
        return new Turn(number + 1, 0, slots);
    }

    boolean atMenu() {
        return offered.isEmpty();
    }

    /** The relative URL for {@code <Gather action>}. */
    String action() {
        var url = new StringBuilder(PATH).append("?turn=").append(number);
        if (misses > 0) {
            url.append("&misses=").append(misses);
        }
        for (var slot : offered) {
            url.append("&slot=")
                    .append(URLEncoder.encode(slot.doctorId(), StandardCharsets.UTF_8))
                    .append('~')
                    .append(slot.start().getEpochSecond())
                    .append('~')
                    .append(Duration.between(slot.start(), slot.end()).toMinutes());
        }
        return url.toString();
    }

    /** Reads the query of {@link #action()}; empty for one that we did not write. */
    static Optional<Turn> of(List<Parameter> query) {
        int number = 1;
        int misses = 0;
        var offered = new ArrayList<Slot>();
        try {
            for (var parameter : query) {
                switch (parameter.name()) {
                    case "turn" -> number = Integer.parseInt(parameter.value());
                    case "misses" -> misses = Integer.parseInt(parameter.value());
                    case "slot" -> offered.add(slot(parameter.value()));
                    default -> {
                        // Twilio adds parameters of its own, bodySHA256 for one.
                    }
                }
            }
        } catch (NumberFormatException | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return number < 1 || number > LAST || misses < 0
                ? Optional.empty()
                : Optional.of(new Turn(number, misses, offered));
    }

    private static Slot slot(String text) {
        int minutes = text.lastIndexOf('~');
        int start = text.lastIndexOf('~', minutes - 1);
        var begins = Instant.ofEpochSecond(Long.parseLong(text.substring(start + 1, minutes)));
        var length = Duration.ofMinutes(Integer.parseInt(text.substring(minutes + 1)));
        return new Slot(text.substring(0, start), begins, begins.plus(length));
    }
}
