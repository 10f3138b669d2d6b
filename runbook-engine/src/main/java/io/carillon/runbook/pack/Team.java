package io.carillon.runbook.pack;

import java.util.List;
import java.util.Optional;

/**
 * Whom a rule wakes.
 *
 * @param contacts ids, told together
 * @param schedule id of the rotation that says who it is now, beside the contacts
 * @param slack the channel or group where the team reads
 */
public record Team(
        String id,
        String name,
        List<String> contacts,
        Optional<String> schedule,
        Optional<Setting> slack,
        Optional<Setting> email) {
    public Team {
        contacts = List.copyOf(contacts);
    }
}
