package io.carillon.stack.launch;

import io.carillon.stack.server.Ports;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The five services: what each is called, where its first replica listens, which role it has in its database. */
enum Service {
    WEBHOOK("webhook", "webhook-service", "WEBHOOK_URL", "carillon_webhook", Ports::webhook),
    BOOKING("booking", "booking-service", "BOOKING_URL", "carillon_booking", Ports::booking),
    TTS_CACHE("tts-cache", "tts-cache-service", "TTS_CACHE_URL", "carillon_tts", Ports::ttsCache),
    HEALTH("health", "health-service", "HEALTH_URL", "carillon_health", Ports::health),
    ALERTING("alerting", "alerting-service", "ALERTING_URL", "carillon_alerting", Ports::alerting);

    private final String shortName;
    private final String fullName;
    private final String urlVariable;
    private final String databaseRole;
    private final ToIntFunction<Ports> port;

    Service(String shortName, String fullName, String urlVariable, String databaseRole, ToIntFunction<Ports> port) {
        this.shortName = shortName;
        this.fullName = fullName;
        this.urlVariable = urlVariable;
        this.databaseRole = databaseRole;
        this.port = port;
    }

    String fullName() {
        return fullName;
    }

    String urlVariable() {
        return urlVariable;
    }

    String databaseRole() {
        return databaseRole;
    }

    int port(Ports ports) {
        return port.applyAsInt(ports);
    }

    /** By {@code webhook} or {@code webhook-service}. */
    static Optional<Service> named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.shortName.equals(name) || service.fullName.equals(name))
                .findFirst();
    }

    static Set<String> fullNames() {
        return Arrays.stream(values()).map(Service::fullName).collect(Collectors.toUnmodifiableSet());
    }

    static String shortNames() {
        return Arrays.stream(values()).map(service -> service.shortName).collect(Collectors.joining(", "));
    }
}
