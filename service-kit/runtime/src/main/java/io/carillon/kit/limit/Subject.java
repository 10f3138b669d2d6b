package io.carillon.kit.limit;

/**
 * Whose requests are counted together.
 *
 * @param name an address, the name of a key, a clinic's id, a provider
 */
public record Subject(LimitKind kind, String name) {}
