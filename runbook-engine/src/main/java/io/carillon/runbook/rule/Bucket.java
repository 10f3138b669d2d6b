package io.carillon.runbook.rule;

import java.time.Instant;

/**
 * How often something happened within one metric window of one replica; also sent when it did not happen, since
 * silence and zero are different things.
 *
 * @param replica who counted, unique over all services
 * @param start inclusive; with the replica it identifies the bucket
 * @param end exclusive; the bucket belongs to the sliding windows that contain its end
 * @param sum 0 or more
 * @param at the broker's time of the window
 */
public record Bucket(String replica, Instant start, Instant end, long sum, Instant at) {}
