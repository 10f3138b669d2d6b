package io.carillon.stack.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Real Kafka, PostgreSQL, Redis and the stand-ins for one module's tests. Each JVM of tests, and so each
 * module, has a stack of its own, which ends with it: one module's outage is not another's.
 */
public final class TestStack {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final String tenant;
    private final String kafka;
    private final String redis;
    private final String postgres;
    private final String alertingPostgres;
    private final URI control;
    private final String smtpPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestStack(String tenant, Properties published) {
        this.tenant = tenant;
        this.kafka = published.getProperty("kafka");
        this.redis = published.getProperty("redis");
        this.postgres = published.getProperty("postgres");
        this.alertingPostgres = published.getProperty("alerting-postgres");
        this.control = URI.create(published.getProperty("control"));
        this.smtpPort = published.getProperty("smtp-port");
    }

    /**
     * Starts the stack if this JVM has none, and makes the tenant's databases and topics if they are missing.
     *
     * @param tenant a module's name: lower-case letters, digits and {@code _}
     * @throws StackFailure with the last lines of the stack's log when it does not start
     */
    public static TestStack attach(String tenant) {
        var root = Path.of(System.getProperty("carillon.root", "")).toAbsolutePath();
        var stack = new TestStack(tenant, new StackStarter(root, ProcessHandle.current()).attach());
        stack.send("PUT", "/__tenants/" + tenant, "");
        return stack;
    }

    /** Bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    /** What stands before each topic's name, for example {@code booking.}. */
    public String topicPrefix() {
        return tenant + ".";
    }

    /** The tenant's database on the main server, as {@code postgresql://role:dev@host:port/tenant}. */
    public String databaseUrl(String role) {
        return url(postgres, role);
    }

    public String migrateDatabaseUrl() {
        return databaseUrl("carillon_migrate");
    }

    /** The tenant's database on alerting's own server. */
    public String alertingDatabaseUrl(String role) {
        return url(alertingPostgres, role);
    }

    public String alertingMigrateDatabaseUrl() {
        return alertingDatabaseUrl("carillon_migrate");
    }

    public String redisUrl() {
        return redis;
    }

    /** Base URL of a stand-in, for example {@code google-tts}. */
    public String standInUrl(String name) {
        return control + "/" + name;
    }

    /** Every setting of a service, by its name in the environment; other services' addresses refuse connections. */
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("CARILLON_ENV", "local");
        environment.put("CARILLON_BIND", "127.0.0.1");
        environment.put("quarkus.http.test-port", "0");
        environment.put("KAFKA_BROKERS", kafka);
        environment.put("CARILLON_TOPIC_PREFIX", topicPrefix());
        environment.put("DATABASE_URL", databaseUrl("carillon_" + tenant));
        environment.put("JOBS_DATABASE_URL", databaseUrl("carillon_jobs"));
        environment.put("MIGRATE_DATABASE_URL", migrateDatabaseUrl());
        environment.put("ALERTING_DATABASE_URL", alertingDatabaseUrl("carillon_alerting"));
        environment.put("ALERTING_MIGRATE_DATABASE_URL", alertingMigrateDatabaseUrl());
        environment.put("REDIS_URL", redis);
        environment.put("PUBLIC_BASE_URL", "http://127.0.0.1:8080");
        environment.putAll(StandInSettings.urls(control.toString()));
        environment.put("SMTP_PORT", smtpPort);
        environment.putAll(StandInSettings.LOCAL_CREDENTIALS);
        for (var service : List.of("WEBHOOK", "BOOKING", "TTS_CACHE", "HEALTH", "ALERTING")) {
            environment.put(service + "_URL", "http://127.0.0.1:1");
        }
        return environment;
    }

    /**
     * Makes a stand-in misbehave until told otherwise.
     *
     * @param mode ok, down, slow, error, rate-limited, unauthorized or garbage
     * @param delayMs before whatever it does; 0 for at once (5 s for slow)
     */
    public void fault(String standIn, String mode, int delayMs) {
        send("POST", "/__faults/" + standIn, "{\"mode\":\"%s\",\"delayMs\":%d}".formatted(mode, delayMs));
    }

    /** Every body that the stand-in was sent since {@link #clearRequests()}, oldest first. */
    public List<String> requests(String standIn) {
        return send("GET", "/__requests/" + standIn, "")
                .lines()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList();
    }

    /** Forgets what all stand-ins were sent. */
    public void clearRequests() {
        send("DELETE", "/__requests", "");
    }

    /** Stops {@code kafka}, {@code postgres}, {@code alerting-postgres} or {@code redis}; data stay. */
    public void stop(String server) {
        send("POST", "/__servers/" + server + "/stop", "");
    }

    /** Starts a stopped server or lets a paused one go on; returns when it answers. */
    public void start(String server) {
        send("POST", "/__servers/" + server + "/start", "");
    }

    /** Freezes a server: connections are accepted and never answered. */
    public void pause(String server) {
        send("POST", "/__servers/" + server + "/pause", "");
    }

    /** Ends a server as {@code kill -9} does. */
    public void kill(String server) {
        send("POST", "/__servers/" + server + "/kill", "");
    }

    private String url(String server, String role) {
        return "postgresql://%s:dev@%s/%s".formatted(role, server, tenant);
    }

    private String send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(control.resolve(path))
                .timeout(LIMIT)
                .header("Accept", "text/plain")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new StackFailure("%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new StackFailure("%s %s: the stack does not answer: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted in " + method + " " + path, e);
        }
    }
}
