package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rung of the ladder.
 *
 * @param after since the incident opened; zero means at once
 * @param until what makes the step needless: response steps stop at the acknowledgement, "unresolved" steps only at
 *     the resolution
 * @param contacts ids
 * @param schedules ids of rotations; whoever is on call when the step is due
 * @param repeat tell them again; empty for once
 */
public record EscalationStep(
        Duration after,
        StopsAt until,
        List<String> contacts,
        List<String> schedules,
        List<Channel> channels,
        Optional<Repeat> repeat) {

    /** What ends a step. */
    public enum StopsAt {
        ACKNOWLEDGED,
        RESOLVED
    }

    /**
     * Telling again.
     *
     * @param times how many more times; 0 means until the step is stopped, and then no step can follow
     */
    public record Repeat(Duration every, int times) {
        public boolean endless() {
            return times == 0;
        }
    }

    public EscalationStep {
        contacts = List.copyOf(contacts);
        schedules = List.copyOf(schedules);
        channels = List.copyOf(channels);
    }

    EscalationStep scaled(int speed) {
        return new EscalationStep(
                Pack.divided(after, speed),
                until,
                contacts,
                schedules,
                channels,
                repeat.map(again -> new Repeat(Pack.divided(again.every(), speed), again.times())));
    }
}
