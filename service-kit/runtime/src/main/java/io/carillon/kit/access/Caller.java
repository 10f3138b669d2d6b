package io.carillon.kit.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is calling, once {@link Requires} has let them in. */
@RequestScoped
public class Caller {

    private String name = "anonymous";
    private @Nullable Role role;
    private @Nullable UUID clinic;
    private String source = "unknown";

    void admitted(Identity identity, String fromAddress) {
        name = identity.name();
        role = identity.role();
        clinic = identity.clinic();
        source = fromAddress;
    }

    /** The key's or service's name; {@code anonymous} on an open path. */
    public String name() {
        return name;
    }

    /** The role of the key; empty on an open path. */
    public Optional<Role> role() {
        return Optional.ofNullable(role);
    }

    /** The clinic that the caller speaks for; empty for a key of the platform. */
    public Optional<UUID> clinic() {
        return Optional.ofNullable(clinic);
    }

    /** The address the call came from. */
    public String source() {
        return source;
    }
}
