package io.carillon.runbook.pack;

/**
 * A look that a person would take first; read-only, so it may be run unasked.
 *
 * @param path a GET of ours with its query, for example {@code /api/database/long-queries?minutes=5}
 */
public record Diagnosis(String id, String name, String path) {}
