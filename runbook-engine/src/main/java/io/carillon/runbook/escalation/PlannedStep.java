package io.carillon.runbook.escalation;

import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.EscalationStep.StopsAt;
import java.time.Instant;
import java.util.List;

/**
 * A step with its time.
 *
 * @param step index in the policy, 0 for the lowest
 * @param repetition 0 for the first telling
 * @param dueAt when it is to be taken
 * @param until what makes it needless
 * @param contacts whom it tells, each once; whoever is on call when it is due
 */
public record PlannedStep(
        int step, int repetition, Instant dueAt, StopsAt until, List<Contact> contacts, List<Channel> channels) {
    public PlannedStep {
        contacts = List.copyOf(contacts);
        channels = List.copyOf(channels);
    }
}
