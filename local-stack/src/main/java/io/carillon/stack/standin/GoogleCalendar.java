package io.carillon.stack.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google Calendar with its token endpoint, as far as a sync can tell it from the real one: events are kept under the ids
 * that clients give, a second insert is a conflict, a deleted event stays behind as cancelled and can be confirmed again.
 * A refresh token that begins with {@code revoked} is refused; a calendar whose id begins with {@code missing} is not
 * found and one that begins with {@code readonly} is forbidden. {@code POST …/__settings} changes what else it does,
 * {@code GET …/__events} shows everything it keeps.
 */
final class GoogleCalendar {

    private static final String EVENTS = "/calendar/v3/calendars/:calendar/events";
    private static final Pattern EVENT_ID = Pattern.compile("[0-9a-v]{5,1024}");
    private static final long HOUR = 3599;
    private static final int MOST_EVENTS = 20_000;
    private static final int MOST_TOKENS = 1_000;

    private final InstantSource clock;
    private final Map<String, JsonObject> events = bounded(MOST_EVENTS);
    private final Map<String, Long> tokens = bounded(MOST_TOKENS);
    private long issued;
    private Settings settings = new Settings(HOUR, null, 0);

    GoogleCalendar(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param expiresIn seconds that a new access token lives
     * @param refuse reason of the 403 that every call for events gets; null for none
     * @param loseAnswers changes that will be made and whose answers will not arrive
     */
    private record Settings(long expiresIn, @Nullable String refuse, int loseAnswers) {}

    void mount(Router router) {
        router.post("/__settings").handler(this::set);
        router.get("/__events").handler(this::showAll);
        router.post("/token").handler(this::token);
        router.get("/calendar/v3/users/me/calendarList")
                .handler(context -> Answers.json(
                        context,
                        200,
                        listOf("calendar#calendarList", new JsonArray()).encode()));
        router.post("/calendar/v3/freeBusy")
                .handler(context -> Answers.json(
                        context,
                        200,
                        new JsonObject()
                                .put("kind", "calendar#freeBusy")
                                .put("calendars", new JsonObject())
                                .encode()));
        router.route(EVENTS + "*").handler(this::admit);
        router.get(EVENTS).handler(this::list);
        router.post(EVENTS).handler(context -> changed(context, insert(context)));
        router.route(HttpMethod.PATCH, EVENTS + "/:event").handler(context -> changed(context, patch(context)));
        router.delete(EVENTS + "/:event").handler(context -> changed(context, delete(context)));
    }

    /** An answer that is not sent yet. */
    private record Reply(int status, String body) {}

    private synchronized void set(RoutingContext context) {
        var body = Requests.json(context);
        settings = new Settings(
                body.getLong("expiresIn", settings.expiresIn()),
                body.containsKey("refuse") ? body.getString("refuse") : settings.refuse(),
                body.getInteger("loseAnswers", settings.loseAnswers()));
        if (body.getBoolean("revokeTokens", false)) {
            tokens.clear();
        }
        context.response().setStatusCode(204).end().onFailure(Answers::logFailure);
    }

    private synchronized void showAll(RoutingContext context) {
        var all = new JsonObject();
        events.forEach(all::put);
        Answers.json(context, 200, all.encode());
    }

    private synchronized void token(RoutingContext context) {
        var form = Requests.form(context);
        var refreshToken = form.getOrDefault("refresh_token", "");
        if (!"refresh_token".equals(form.get("grant_type")) || refreshToken.isEmpty()) {
            Answers.json(context, 400, oauthError("invalid_request", "Missing or wrong parameter."));
        } else if (form.getOrDefault("client_id", "").isEmpty()) {
            Answers.json(context, 401, oauthError("invalid_client", "The OAuth client was not found."));
        } else if (refreshToken.startsWith("revoked")) {
            Answers.json(context, 400, oauthError("invalid_grant", "Token has been expired or revoked."));
        } else {
            var token = "ya29.stand-in-" + ++issued;
            tokens.put(token, clock.millis() + settings.expiresIn() * 1_000);
            Answers.json(
                    context,
                    200,
                    new JsonObject()
                            .put("access_token", token)
                            .put("expires_in", settings.expiresIn())
                            .put("scope", "https://www.googleapis.com/auth/calendar.events")
                            .put("token_type", "Bearer")
                            .encode());
        }
    }

    private synchronized void admit(RoutingContext context) {
        var authorization = Optional.ofNullable(context.request().getHeader("Authorization"))
                .orElse("");
        var until = tokens.get(authorization.replaceFirst("^Bearer ", ""));
        var calendar = calendar(context);
        if (until == null || until <= clock.millis()) {
            send(context, error(401, "authError", "Invalid Credentials"));
        } else if (settings.refuse() != null) {
            send(context, error(403, settings.refuse(), "Refused by the stand-in's settings"));
        } else if (calendar.startsWith("missing")) {
            send(context, error(404, "notFound", "Not Found"));
        } else if (calendar.startsWith("readonly")) {
            send(context, error(403, "requiredAccessLevel", "You need to have writer access to this calendar."));
        } else {
            context.next();
        }
    }

    private synchronized void list(RoutingContext context) {
        var deletedToo = "true".equals(context.request().getParam("showDeleted"));
        var prefix = calendar(context) + "/";
        var items = new JsonArray();
        events.forEach((key, event) -> {
            if (key.startsWith(prefix) && (deletedToo || !cancelled(event))) {
                items.add(event);
            }
        });
        Answers.json(context, 200, listOf("calendar#events", items).encode());
    }

    private synchronized Reply insert(RoutingContext context) {
        var event = Requests.json(context);
        var id = event.getString("id", "standin" + ++issued);
        if (!EVENT_ID.matcher(id).matches()) {
            return error(400, "invalid", "Invalid resource id value.");
        }
        var stored = event.copy().put("kind", "calendar#event").put("id", id).put("status", "confirmed");
        return events.putIfAbsent(calendar(context) + "/" + id, stored) == null
                ? new Reply(200, stored.encode())
                : error(409, "duplicate", "The requested identifier already exists.");
    }

    private synchronized Reply patch(RoutingContext context) {
        var stored = events.get(key(context));
        if (stored == null) {
            return error(404, "notFound", "Not Found");
        }
        stored.mergeIn(Requests.json(context), true);
        return new Reply(200, stored.encode());
    }

    private synchronized Reply delete(RoutingContext context) {
        var stored = events.get(key(context));
        if (stored == null) {
            return error(404, "notFound", "Not Found");
        }
        if (cancelled(stored)) {
            return error(410, "deleted", "Resource has been deleted");
        }
        stored.put("status", "cancelled");
        return new Reply(204, "");
    }

    private void changed(RoutingContext context, Reply reply) {
        if (losesAnswer()) {
            context.request().connection().close().onFailure(Answers::logFailure);
        } else {
            send(context, reply);
        }
    }

    private synchronized boolean losesAnswer() {
        if (settings.loseAnswers() == 0) {
            return false;
        }
        settings = new Settings(settings.expiresIn(), settings.refuse(), settings.loseAnswers() - 1);
        return true;
    }

    private static void send(RoutingContext context, Reply reply) {
        if (reply.body().isEmpty()) {
            context.response().setStatusCode(reply.status()).end().onFailure(Answers::logFailure);
        } else {
            Answers.json(context, reply.status(), reply.body());
        }
    }

    private static String calendar(RoutingContext context) {
        return Requests.pathParameter(context, "calendar");
    }

    private static String key(RoutingContext context) {
        return calendar(context) + "/" + Requests.pathParameter(context, "event");
    }

    private static boolean cancelled(JsonObject event) {
        return "cancelled".equals(event.getString("status"));
    }

    private static JsonObject listOf(String kind, JsonArray items) {
        return new JsonObject().put("kind", kind).put("items", items);
    }

    private static Reply error(int status, String reason, String message) {
        var one = new JsonObject().put("domain", "global").put("reason", reason).put("message", message);
        return new Reply(
                status,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("errors", new JsonArray().add(one))
                                        .put("code", status)
                                        .put("message", message))
                        .encode());
    }

    private static String oauthError(String error, String description) {
        return new JsonObject()
                .put("error", error)
                .put("error_description", description)
                .encode();
    }

    /** Forgets the eldest. */
    private static <T> Map<String, T> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }
}
