package io.carillon.stack.standin;

import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All stand-ins with their switches: {@code POST /__faults/{name}}, {@code GET /__requests/{name}}, {@code DELETE
 * /__requests}.
 */
public final class StandIns {

    private static final long DEFAULT_SLOWNESS_MILLIS = 5_000;
    private static final long LONGEST_DELAY_MILLIS = 600_000;

    private final Vertx vertx;
    private final List<StandIn> overHttp;
    private final Mail mail;
    private final List<Outside> all;

    /**
     * @param smtpPort where mail is taken, on 127.0.0.1
     * @param publicAddress under which the platform is reached, without a slash at its end
     */
    public StandIns(Vertx vertx, int smtpPort, String publicAddress) {
        this.vertx = vertx;
        this.overHttp = Providers.all(publicAddress);
        this.mail = new Mail(smtpPort);
        this.all = Stream.concat(overHttp.stream(), Stream.of(mail)).toList();
    }

    /** Opens the mail server's port and puts the others under {@code router}. */
    public void mount(Router router) {
        mail.start();
        router.post("/__faults/:name").handler(named(this::setFault));
        router.get("/__faults").handler(this::listFaults);
        router.get("/__requests/:name").handler(named(StandIns::listRequests));
        router.delete("/__requests").handler(this::forgetRequests);
        overHttp.forEach(standIn -> standIn.mount(router, Router.router(vertx)));
    }

    private interface Named {
        void handle(Outside standIn, RoutingContext context);
    }

    private io.vertx.core.Handler<RoutingContext> named(Named handler) {
        return context -> {
            var name = Requests.pathParameter(context, "name");
            byName(name)
                    .ifPresentOrElse(
                            standIn -> handler.handle(standIn, context),
                            () -> Answers.problem(
                                    context, 404, "there is no stand-in %s; there are %s".formatted(name, names())));
        };
    }

    private void setFault(Outside standIn, RoutingContext context) {
        try {
            standIn.fault(parse(context));
            Answers.json(context, 200, describe(standIn).encode());
        } catch (IllegalArgumentException e) {
            Answers.problem(context, 400, String.valueOf(e.getMessage()));
        } catch (DecodeException | ClassCastException e) {
            // No JSON, or a field of another type.
            Answers.problem(context, 400, "the body must be {\"mode\":\"…\",\"delayMs\":number}");
        }
    }

    private static Fault parse(RoutingContext context) {
        var body = Requests.json(context);
        var mode = Optional.ofNullable(body.getString("mode"))
                .flatMap(Fault.Mode::of)
                .orElseThrow(() -> new IllegalArgumentException("mode must be one of " + Fault.Mode.names()));
        var asked = body.getLong("delayMs", 0L);
        var millis = asked == 0 && mode == Fault.Mode.SLOW ? DEFAULT_SLOWNESS_MILLIS : asked;
        if (millis < 0 || millis > LONGEST_DELAY_MILLIS) {
            throw new IllegalArgumentException("delayMs must lie between 0 and " + LONGEST_DELAY_MILLIS);
        }
        return new Fault(mode, Duration.ofMillis(millis));
    }

    private void listFaults(RoutingContext context) {
        var faults = new JsonArray();
        all.forEach(standIn -> faults.add(describe(standIn)));
        Answers.json(context, 200, faults.encode());
    }

    private static JsonObject describe(Outside standIn) {
        return new JsonObject()
                .put("name", standIn.name())
                .put("mode", standIn.fault().mode().wireName())
                .put("delayMs", standIn.fault().delay().toMillis());
    }

    /** JSON for people and tools; one Base64 line a body for the JDK-only test client. */
    private static void listRequests(Outside standIn, RoutingContext context) {
        if ("text/plain".equals(context.request().getHeader("Accept"))) {
            var lines = standIn.requests().stream()
                    .map(body -> Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("\n"));
            Answers.send(context, 200, "text/plain", lines);
        } else {
            Answers.json(context, 200, new JsonArray(standIn.requests()).encode());
        }
    }

    private void forgetRequests(RoutingContext context) {
        all.forEach(Outside::forget);
        context.response().setStatusCode(204).end().onFailure(Answers::logFailure);
    }

    private Optional<Outside> byName(String name) {
        return all.stream().filter(standIn -> standIn.name().equals(name)).findFirst();
    }

    private String names() {
        return all.stream().map(Outside::name).collect(Collectors.joining(", "));
    }
}
