package io.carillon.alerting.signal;

import io.carillon.alerting.wire.Wire;
import java.time.Instant;

/**
 * One value of one series; topic {@code carillon.series}, keyed by series. Times called {@code at} are the brokers'.
 */
public sealed interface Sample {

    /** The Kafka key: samples of one series stay in order. */
    String series();

    Instant at();

    /**
     * What one check of a probe saw.
     *
     * @param id the event's id: a repeat carries the same
     * @param checkedAt when the probe looked, by its own clock
     */
    record ProbeSample(String series, String id, Instant at, Instant checkedAt, boolean up) implements Sample {}

    /**
     * What one replica counted in one window; zero is a value too.
     *
     * @param replica service and replica; with {@code start} what makes a repeat known
     */
    record BucketSample(String series, String replica, Instant start, Instant end, long sum, Instant at)
            implements Sample {}

    /** The series of a probe's results. */
    static String ofProbe(String probe) {
        return "probe:" + probe;
    }

    /** The series of a counter, by its selector as the pack writes it. */
    static String ofCounter(String selector) {
        return "counter:" + selector;
    }

    default byte[] encode() {
        return switch (this) {
            case ProbeSample sample -> Wire.bytes(Wire.tree("probe", sample));
            case BucketSample sample -> Wire.bytes(Wire.tree("bucket", sample));
        };
    }

    static Sample decode(byte[] json) throws Wire.MalformedException {
        return Wire.<Sample>readKind(Wire.parse(json), Sample::typeOf);
    }

    private static Class<? extends Sample> typeOf(String kind) {
        return switch (kind) {
            case "probe" -> ProbeSample.class;
            case "bucket" -> BucketSample.class;
            default -> throw new IllegalArgumentException("no sample is of kind " + kind);
        };
    }
}
