package io.carillon.runbook.pack;

import java.util.Optional;

/**
 * Somebody who can be told, by role; numbers and addresses are settings, so that a pack holds none.
 *
 * @param outside another company's support: a text is prepared, nothing is sent by itself (R-ALRT-78)
 */
public record Contact(
        String id,
        String role,
        Optional<Setting> phone,
        Optional<Setting> slack,
        Optional<Setting> email,
        Optional<Setting> url,
        boolean outside) {}
