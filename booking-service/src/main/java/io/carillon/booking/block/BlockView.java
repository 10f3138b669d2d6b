package io.carillon.booking.block;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WallClock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A block as callers see it.
 *
 * @param from of the first occurrence, by the clock of {@code timeZone}
 * @param to exclusive, likewise
 * @param recurrence null for one that does not come back
 * @param occurrences how many there are; fewer than the rule says where some were taken out
 */
@RegisterForReflection
public record BlockView(
        UUID id,
        String doctorId,
        LocalDateTime from,
        LocalDateTime to,
        String timeZone,
        @Nullable String reason,
        @Nullable RecurrenceView recurrence,
        long occurrences) {

    static BlockView of(Block block) {
        return new BlockView(
                block.id(),
                block.doctorId(),
                block.rule().from(),
                block.rule().to(),
                block.zone().getId(),
                block.reason(),
                block.rule().repeated().map(RecurrenceView::of).orElse(null),
                block.times());
    }

    /** When it comes back, in the words in which it was asked for. */
    @RegisterForReflection
    public record RecurrenceView(
            String frequency,
            int interval,
            List<DayOfWeek> weekdays,
            @Nullable LocalDate until,
            @Nullable Integer count) {

        static RecurrenceView of(Recurrence recurrence) {
            return new RecurrenceView(
                    recurrence.frequency().name(),
                    recurrence.interval(),
                    recurrence.weekdays().stream().sorted().toList(),
                    recurrence.until(),
                    recurrence.count());
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record BlockList(
            List<BlockView> blocks, @Nullable UUID next) {

        static BlockList of(List<Block> page, int limit) {
            return new BlockList(
                    page.stream().map(BlockView::of).toList(),
                    page.size() < limit ? null : page.getLast().id());
        }
    }

    /**
     * A time in the way of a block.
     *
     * @param startTime ISO 8601 with the offset of the clinic's zone
     * @param kind {@code APPOINTMENT}, {@code HOLD} or {@code BLOCK}
     */
    @RegisterForReflection
    public record ConflictView(String startTime, String endTime, String kind) {

        static ConflictView of(TimeRange time, String kind, ZoneId zone) {
            return new ConflictView(WallClock.text(time.start(), zone), WallClock.text(time.end(), zone), kind);
        }
    }
}
