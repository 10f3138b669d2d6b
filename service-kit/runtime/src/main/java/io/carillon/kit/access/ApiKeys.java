package io.carillon.kit.access;

import io.carillon.kit.config.Deployment;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The keys of people and systems, known only by their SHA-256: {@code CARILLON_API_KEYS=name:role:sha256:expiry,…} with
 * the expiry as a date (last day of validity, UTC). The development keys exist only outside production.
 */
@ApplicationScoped
class ApiKeys {

    private static final String EXPECTED = "expected name:viewer|operator|admin:sha256 in 64 hex digits:YYYY-MM-DD";

    private static final Logger LOG = Logger.getLogger(ApiKeys.class);

    private final List<Key> keys;
    private final Clock clock;

    private record Key(String name, Role role, byte[] sha256, Instant until) {}

    ApiKeys(
            @ConfigProperty(name = "CARILLON_API_KEYS") Optional<String> configured,
            Deployment deployment,
            Clock clock) {
        this.clock = clock;
        var all = new ArrayList<Key>();
        configured.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(ApiKeys::parse)
                .forEach(all::add);
        if (!deployment.production()) {
            for (var role : Role.values()) {
                var name = "dev-" + role.name().toLowerCase(Locale.ROOT);
                all.add(new Key(name, role, Digests.sha256(name + "-key"), Instant.MAX));
            }
        }
        this.keys = List.copyOf(all);
    }

    /** Made at the start, so that an entry of the wrong form is told then and not at the first call. */
    void started(@Observes StartupEvent start) {
        LOG.debugf("%d keys are known", keys.size());
    }

    Admission check(String presented) {
        var digest = Digests.sha256(presented);
        Admission found = new Admission.Refused(Admission.Reason.UNKNOWN);
        for (var key : keys) {
            if (MessageDigest.isEqual(key.sha256(), digest)) {
                found = clock.instant().isBefore(key.until())
                        ? new Admission.Admitted(new Identity(key.name(), key.role(), false, null))
                        : new Admission.Refused(Admission.Reason.EXPIRED);
            }
        }
        return found;
    }

    private static Key parse(String entry) {
        var parts = entry.split(":", -1);
        if (parts.length != 4 || parts[0].isBlank() || !parts[2].matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("CARILLON_API_KEYS has an entry of the wrong form; " + EXPECTED);
        }
        try {
            var role = Role.valueOf(parts[1].toUpperCase(Locale.ROOT));
            var until = LocalDate.parse(parts[3]).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            return new Key(parts[0], role, HexFormat.of().parseHex(parts[2].toLowerCase(Locale.ROOT)), until);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "CARILLON_API_KEYS: the entry '%s' has an unknown role or date; %s".formatted(parts[0], EXPECTED),
                    e);
        }
    }
}
