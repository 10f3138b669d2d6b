package io.carillon.runbook.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be known about an incident beyond the rule that saw it; the vocabulary of the severity tables. */
public enum FactKind {
    SERVICE_DOWN(Unit.FLAG),
    PARTIAL_OUTAGE(Unit.FLAG),
    DATA_LOSS(Unit.FLAG),
    /** A security breach, patients' data included. */
    SECURITY_BREACH(Unit.FLAG),
    DATABASE_LOST(Unit.FLAG),
    MAJOR_FEATURE_BROKEN(Unit.FLAG),
    MINOR_FEATURE_BROKEN(Unit.FLAG),
    PAYMENTS_FAILING(Unit.FLAG),
    DEVICE_SYNC_FAILED(Unit.FLAG),
    NON_CRITICAL_SERVICE_DOWN(Unit.FLAG),
    PERFORMANCE_DEGRADED(Unit.FLAG),
    /** Slower than it could be, though nobody waits. */
    MINOR_PERFORMANCE(Unit.FLAG),
    COSMETIC(Unit.FLAG),
    DOCUMENTATION(Unit.FLAG),
    /** 5xx and timeouts among all requests, percent. */
    ERROR_RATE(Unit.PERCENT),
    /** 95th percentile of the API's response time, seconds. */
    LATENCY_P95(Unit.SECONDS),
    /** How many clinics feel it. */
    CLINICS_AFFECTED(Unit.COUNT),
    /** Which part of all clinics feels it, percent. */
    CLINICS_AFFECTED_SHARE(Unit.PERCENT);

    private final Unit unit;

    FactKind(Unit unit) {
        this.unit = unit;
    }

    /** In what its value is counted; a flag's value is 1. */
    public Unit unit() {
        return unit;
    }

    /** As packs write it, for example {@code data-loss}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FactKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
