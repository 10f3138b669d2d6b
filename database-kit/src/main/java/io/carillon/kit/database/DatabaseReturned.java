package io.carillon.kit.database;

/** PostgreSQL answers again after it did not; fired asynchronously, once on each replica that saw it go (R-EXT-12). */
public record DatabaseReturned() {}
