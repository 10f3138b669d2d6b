package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing that is looked at from outside, again and again. The kinds are code, the instances are data. */
public sealed interface Probe {

    ProbeCommon common();

    /** The same probe with another interval and patience. */
    Probe with(ProbeCommon common);

    /** The word packs use for the kind, for example {@code http}. */
    String kind();

    default String id() {
        return common().id();
    }

    default ProbeTiming timing() {
        return common().timing();
    }

    /** Where the owner of an outside service tells of its troubles (R-HLTH-16). */
    default Optional<String> statusPage() {
        return common().statusPage();
    }

    /** Whether the house is unhealthy, and not merely degraded, without it (R-HLTH-10). */
    default boolean required() {
        return common().required();
    }

    default Probe scaled(int speed) {
        return with(common().scaled(speed));
    }

    /**
     * A GET that must answer with one of the expected statuses.
     *
     * @param headers name to value; a header whose value resolves to nothing is not sent
     */
    record Http(
            ProbeCommon common, Setting url, Map<String, Setting> headers, ProbeAuth auth, Set<Integer> expectedStatus)
            implements Probe {
        public Http {
            headers = Pack.inOrder(headers);
            expectedStatus = Set.copyOf(expectedStatus);
        }

        @Override
        public Probe with(ProbeCommon changed) {
            return new Http(changed, url, headers, auth, expectedStatus);
        }

        @Override
        public String kind() {
            return "http";
        }
    }

    /**
     * A connection that must be accepted.
     *
     * @param address {@code host:port}
     */
    record Tcp(ProbeCommon common, Setting address) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Tcp(changed, address);
        }

        @Override
        public String kind() {
            return "tcp";
        }
    }

    /**
     * A query that must return.
     *
     * @param url {@code postgresql://user:password@host:port/database}
     */
    record Sql(ProbeCommon common, Setting url, String query) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Sql(changed, url, query);
        }

        @Override
        public String kind() {
            return "sql";
        }
    }

    /** A PING that must be answered. */
    record Redis(ProbeCommon common, Setting url) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Redis(changed, url);
        }

        @Override
        public String kind() {
            return "redis";
        }
    }

    /** A cluster that must describe itself. */
    record Kafka(ProbeCommon common, Setting brokers) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Kafka(changed, brokers);
        }

        @Override
        public String kind() {
            return "kafka";
        }
    }

    /**
     * A TLS certificate that must stay valid for a while.
     *
     * @param address {@code host:port}
     * @param validFor down when it expires sooner; the world's time, so it is never scaled
     */
    record Certificate(ProbeCommon common, Setting address, Duration validFor) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Certificate(changed, address, validFor);
        }

        @Override
        public String kind() {
            return "certificate";
        }
    }

    /** A name that must resolve. */
    record Dns(ProbeCommon common, Setting host) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Dns(changed, host);
        }

        @Override
        public String kind() {
            return "dns";
        }
    }

    /**
     * Something that must report in by itself once an interval.
     *
     * @param source the name under which it reports
     */
    record Heartbeat(ProbeCommon common, String source) implements Probe {
        @Override
        public Probe with(ProbeCommon changed) {
            return new Heartbeat(changed, source);
        }

        @Override
        public String kind() {
            return "heartbeat";
        }
    }
}
