package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What must be true for a rule to fire. The kinds are code, the instances are data. */
public sealed interface Condition {

    /** The word packs use for the kind, for example {@code ratio}. */
    String kind();

    /**
     * A probe fails. In the time form it has failed for as long as the rule's {@code for}; in the count form so many
     * times in a row.
     *
     * @param probes each makes a condition of its own
     * @param failures limits over failures in a row; empty for the time form
     */
    record Health(List<String> probes, Optional<Limit> failures) implements Condition {
        public Health {
            probes = List.copyOf(probes);
        }

        @Override
        public String kind() {
            return "health";
        }
    }

    /** A part of a whole, in percent, both summed over the window. */
    record Ratio(Series part, Series whole, Limit limit) implements Condition {
        @Override
        public String kind() {
            return "ratio";
        }
    }

    /** Events per second, averaged over the window. */
    record Rate(Series series, Limit limit) implements Condition {
        @Override
        public String kind() {
            return "rate";
        }
    }

    /** Events within the sliding window. */
    record Count(Series series, Limit limit) implements Condition {
        @Override
        public String kind() {
            return "count";
        }
    }

    /** A percentile or the mean of a distribution over the window. */
    record Quantile(Series series, Statistic statistic, Limit limit) implements Condition {
        @Override
        public String kind() {
            return "quantile";
        }
    }

    /** A value as it stands. */
    record Gauge(Series series, Pick pick, Limit limit) implements Condition {
        @Override
        public String kind() {
            return "gauge";
        }
    }

    /**
     * A value that goes one way from sample to sample.
     *
     * @param samples how many in a row, 3 or more
     * @param every how far they lie apart
     */
    record Trend(Series series, Direction direction, int samples, Duration every) implements Condition {
        @Override
        public String kind() {
            return "trend";
        }
    }

    /** Nothing was heard for as long as the window. */
    record Absence(Series series) implements Condition {
        @Override
        public String kind() {
            return "absence";
        }
    }

    /**
     * Other rules fire at the same time.
     *
     * @param rules ids of rules that are not composite themselves
     */
    record Composite(Operator operator, List<String> rules) implements Condition {
        public Composite {
            rules = List.copyOf(rules);
        }

        @Override
        public String kind() {
            return "composite";
        }
    }

    /** What is taken of a distribution. */
    sealed interface Statistic {
        /**
         * The value that so many of a hundred do not exceed.
         *
         * @param percent above 0, below 100
         */
        record Percentile(double percent) implements Statistic {}

        /** The arithmetic mean. */
        record Mean() implements Statistic {}
    }

    /** Which one when several replicas report. */
    enum Pick {
        MAX,
        MIN,
        SUM
    }

    /** Which way a trend goes. */
    enum Direction {
        RISING,
        FALLING
    }

    /** How a composite joins its rules. */
    enum Operator {
        ALL,
        ANY
    }
}
