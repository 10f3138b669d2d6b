package io.carillon.bench.booking;

import io.carillon.bench.Load;
import io.carillon.bench.OpenLoop;

/**
 * How questions for free times were answered.
 *
 * @param full as fast as it goes: some connections that ask again as soon as they are answered, so that what is seen is mostly
 *     waiting for a processor
 * @param half at half of that rate, whatever the answers do: what callers would wait
 * @param nothing requests that take no work, at the same rate: the least that this machine makes callers wait
 */
record Availability(Load full, OpenLoop.Seen half, OpenLoop.Seen nothing) {}
