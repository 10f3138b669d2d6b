package io.carillon.kit.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a credential stands for.
 *
 * @param service whether it is another service of ours
 * @param clinic for which a service speaks
 */
record Identity(
        String name, Role role, boolean service, @Nullable UUID clinic) {}
