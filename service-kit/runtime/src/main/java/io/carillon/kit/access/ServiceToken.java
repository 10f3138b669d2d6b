package io.carillon.kit.access;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How services show each other who they are and for which clinic they speak: {@code service;clinic;expiry;HMAC-SHA256}
 * under {@code CARILLON_SERVICE_SECRET}, good for a minute.
 */
@ApplicationScoped
public class ServiceToken {

    public static final String HEADER = "X-Carillon-Service";

    /** Long enough for a retry and a clock a little off, too short to be worth stealing. */
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private static final String NO_CLINIC = "*";

    private final String secret;
    private final String service;
    private final Clock clock;

    ServiceToken(
            @ConfigProperty(name = "CARILLON_SERVICE_SECRET") Optional<String> configured,
            Deployment deployment,
            Clock clock) {
        if (configured.isEmpty() && deployment.production()) {
            throw new IllegalArgumentException(
                    "CARILLON_SERVICE_SECRET is not set; expected the secret that all five services share");
        }
        this.secret = configured.orElse("dev-service-secret");
        this.service = deployment.service();
        this.clock = clock;
    }

    /** The value of {@link #HEADER} for a call made now on behalf of {@code clinic}. */
    public String header(@Nullable UUID clinic) {
        var until = clock.instant().plus(VALIDITY).getEpochSecond();
        var claim = "%s;%s;%d".formatted(service, clinic == null ? NO_CLINIC : clinic.toString(), until);
        return claim + ";" + HexFormat.of().formatHex(Digests.hmacSha256(secret, claim));
    }

    /**
     * A secret of the services' own for one purpose: all replicas have the same, and nobody learns another from it.
     *
     * @return 32 bytes
     */
    public byte[] keyFor(String purpose) {
        return Digests.hmacSha256(secret, "carillon key for " + purpose);
    }

    Admission check(String presented) {
        var cut = presented.lastIndexOf(';');
        var claim = cut < 0 ? "" : presented.substring(0, cut);
        var parts = claim.split(";", -1);
        if (parts.length != 3 || !signed(claim, presented.substring(cut + 1))) {
            return new Admission.Refused(Admission.Reason.UNKNOWN);
        }
        if (clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(parts[2])))) {
            return new Admission.Refused(Admission.Reason.EXPIRED);
        }
        var clinic = parts[1].equals(NO_CLINIC) ? null : UUID.fromString(parts[1]);
        return new Admission.Admitted(new Identity(parts[0], Role.OPERATOR, clinic));
    }

    private boolean signed(String claim, String signature) {
        var expected = HexFormat.of().formatHex(Digests.hmacSha256(secret, claim));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }
}
