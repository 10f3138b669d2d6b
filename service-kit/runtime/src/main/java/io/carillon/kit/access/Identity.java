package io.carillon.kit.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom a credential stands for. */
record Identity(String name, Role role, @Nullable UUID clinic) {}
