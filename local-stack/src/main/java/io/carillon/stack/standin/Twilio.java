package io.carillon.stack.standin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's REST API, as far as a sender of messages can tell it from the real one: messages are kept, listed and changed
 * as they travel, and each change is told to their {@code StatusCallback}, signed. Twilio's own test numbers are refused
 * as documented ("Test credentials", twilio.com/docs/iam/test-credentials). The account's numbers are listed and changed too.
 * {@code POST …/__settings} changes what else it does, {@code GET …/__messages} shows all that it keeps, {@code POST
 * …/__messages/{sid}} makes one end some way, {@code GET} and {@code PUT …/__numbers} show and set the numbers.
 */
final class Twilio {

    private static final String ACCOUNT = "/2010-04-01/Accounts/:sid";
    private static final int MOST_FATES = 1_000;

    /** Before a message that is on its way changes, milliseconds. */
    private static final long TRAVEL_MILLIS = 100;

    /** The numbers that Twilio's test credentials refuse, with the code of each. */
    private static final Map<String, Integer> TEST_NUMBERS = Map.of(
            "+15005550001", 21211,
            "+15005550002", 21612,
            "+15005550003", 21408,
            "+15005550004", 21610,
            "+15005550009", 21614);

    private final TwilioMessages messages;
    private final TwilioNumbers numbers;
    private final TwilioCallbacks callbacks = new TwilioCallbacks();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private Settings settings = Settings.NONE;

    /** @param publicAddress under which the platform is reached, without a slash at its end */
    Twilio(InstantSource clock, String publicAddress) {
        this.messages = new TwilioMessages(clock);
        this.numbers = new TwilioNumbers(publicAddress);
    }

    /**
     * @param loseAnswers messages that will be taken and whose answers will not arrive
     * @param refusal what the next {@code refusals} messages are refused with; null for none
     * @param redacted whether lists and messages come without their text, as for an account with redaction
     * @param hidden whether lists are empty, as right after a message was taken
     * @param held whether messages stay queued until told otherwise
     */
    private record Settings(
            int loseAnswers, @Nullable Refusal refusal, int refusals, boolean redacted, boolean hidden, boolean held) {

        static final Settings NONE = new Settings(0, null, 0, false, false, false);
    }

    /** @param retryAfter seconds; null for none */
    private record Refusal(int status, int code, @Nullable Integer retryAfter) {}

    /** How a message ends. */
    record Fate(String status, @Nullable Integer errorCode) {

        static final Fate DELIVERED = new Fate("delivered", null);

        static Fate of(JsonObject said) {
            return new Fate(said.getString("status", "delivered"), said.getInteger("errorCode"));
        }
    }

    void mount(Router router) {
        router.post("/__settings").handler(this::set);
        router.get("/__messages").handler(this::showAll);
        router.post("/__messages/:message").handler(this::end);
        router.get("/__numbers").handler(this::showNumbers);
        router.put("/__numbers").handler(this::setNumbers);
        router.get("/2010-04-01/Accounts/:sid.json").handler(Twilio::account);
        router.get(ACCOUNT + "/Balance.json").handler(Twilio::balance);
        router.route(ACCOUNT + "/Messages*").handler(Twilio::admit);
        router.post(ACCOUNT + "/Messages.json").handler(this::create);
        router.get(ACCOUNT + "/Messages.json").handler(this::list);
        router.get(ACCOUNT + "/Messages/:message.json").handler(this::find);
        router.post(ACCOUNT + "/Calls.json").handler(context -> Answers.json(context, 201, call(context)));
        router.get(ACCOUNT + "/Calls.json")
                .handler(
                        context -> Answers.json(context, 200, emptyList("calls").encode()));
        router.route(ACCOUNT + "/IncomingPhoneNumbers*").handler(Twilio::admit);
        router.get(ACCOUNT + "/IncomingPhoneNumbers.json").handler(this::listNumbers);
        router.post(ACCOUNT + "/IncomingPhoneNumbers/:number.json").handler(this::changeNumber);
    }

    private synchronized void set(RoutingContext context) {
        var body = Requests.json(context);
        if (body.getBoolean("reset", false)) {
            settings = Settings.NONE;
            fates.clear();
            messages.clear();
            numbers.reset();
        }
        var refusal = body.getJsonObject("refuse");
        settings = new Settings(
                body.getInteger("loseAnswers", settings.loseAnswers()),
                refusal == null ? settings.refusal() : refusal(refusal),
                refusal == null ? settings.refusals() : refusal.getInteger("times", 1),
                body.getBoolean("redacted", settings.redacted()),
                body.getBoolean("hidden", settings.hidden()),
                body.getBoolean("held", settings.held()));
        for (var fate : body.getJsonArray("fates", new JsonArray())) {
            if (fates.size() < MOST_FATES && fate instanceof JsonObject said) {
                fates.addLast(Fate.of(said));
            }
        }
        context.response().setStatusCode(204).end().onFailure(Answers::logFailure);
    }

    private static Refusal refusal(JsonObject said) {
        return new Refusal(
                said.getInteger("status", 400), said.getInteger("code", 20001), said.getInteger("retryAfter"));
    }

    private synchronized void showAll(RoutingContext context) {
        var all = new JsonArray();
        messages.all().forEach(all::add);
        Answers.json(context, 200, all.encode());
    }

    /** For a test that decides itself when a message is delivered or not. */
    private synchronized void end(RoutingContext context) {
        var sid = Requests.pathParameter(context, "message");
        var changed = messages.change(sid, Fate.of(Requests.json(context)));
        if (changed.isEmpty()) {
            Answers.problem(context, 404, "there is no message " + sid);
            return;
        }
        tell(changed.get());
        context.response().setStatusCode(204).end().onFailure(Answers::logFailure);
    }

    /** Any Basic credentials but ones whose secret begins with {@code revoked}. */
    private static void admit(RoutingContext context) {
        var credentials = BasicCredentials.of(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (credentials.filter(known -> !known.secret().startsWith("revoked")).isEmpty()) {
            error(context, 401, 20003, null);
        } else {
            context.next();
        }
    }

    private synchronized void create(RoutingContext context) {
        var form = Requests.form(context);
        var refusal = settings.refusal();
        if (refusal != null && settings.refusals() > 0) {
            settings = new Settings(
                    settings.loseAnswers(),
                    refusal,
                    settings.refusals() - 1,
                    settings.redacted(),
                    settings.hidden(),
                    settings.held());
            error(context, refusal.status(), refusal.code(), refusal.retryAfter());
            return;
        }
        var fault = fault(form);
        if (fault.isPresent()) {
            error(context, 400, fault.get(), null);
            return;
        }
        var message = messages.add(Requests.pathParameter(context, "sid"), form);
        var fate = Optional.ofNullable(fates.pollFirst()).orElse(Fate.DELIVERED);
        if (!settings.held()) {
            travel(context, message.getString("sid"), fate);
        }
        if (settings.loseAnswers() > 0) {
            settings = new Settings(
                    settings.loseAnswers() - 1,
                    refusal,
                    settings.refusals(),
                    settings.redacted(),
                    settings.hidden(),
                    settings.held());
            context.request().connection().close().onFailure(Answers::logFailure);
        } else {
            Answers.json(context, 201, message.encode());
        }
    }

    private static Optional<Integer> fault(Map<String, String> form) {
        var to = form.getOrDefault("To", "");
        if (to.isEmpty()) {
            return Optional.of(21604);
        }
        if (form.getOrDefault("Body", "").isEmpty()
                && form.getOrDefault("ContentSid", "").isEmpty()) {
            return Optional.of(21602);
        }
        if (form.getOrDefault("From", "").isEmpty()
                && form.getOrDefault("MessagingServiceSid", "").isEmpty()) {
            return Optional.of(21603);
        }
        return Optional.ofNullable(TEST_NUMBERS.get(to.substring(to.indexOf(':') + 1)));
    }

    /** Sent, then whatever becomes of it. */
    private void travel(RoutingContext context, String sid, Fate fate) {
        context.vertx().setTimer(TRAVEL_MILLIS, timer -> {
            change(sid, new Fate("sent", null));
            context.vertx().setTimer(TRAVEL_MILLIS, last -> change(sid, fate));
        });
    }

    private synchronized void change(String sid, Fate fate) {
        messages.change(sid, fate).ifPresent(this::tell);
    }

    private void tell(JsonObject message) {
        messages.callbackOf(message.getString("sid")).ifPresent(url -> callbacks.tell(url, message));
    }

    private synchronized void list(RoutingContext context) {
        if (settings.hidden()) {
            Answers.json(context, 200, emptyList("messages").encode());
            return;
        }
        Answers.json(
                context,
                200,
                messages.page(context.request().params(), settings.redacted()).encode());
    }

    private synchronized void find(RoutingContext context) {
        messages.find(Requests.pathParameter(context, "message"), settings.redacted())
                .ifPresentOrElse(
                        message -> Answers.json(context, 200, message.encode()),
                        () -> error(context, 404, 20404, null));
    }

    private synchronized void showNumbers(RoutingContext context) {
        Answers.json(context, 200, numbers.all().encode());
    }

    private synchronized void setNumbers(RoutingContext context) {
        numbers.replace(Requests.json(context));
        context.response().setStatusCode(204).end().onFailure(Answers::logFailure);
    }

    private synchronized void listNumbers(RoutingContext context) {
        var path = "/2010-04-01/Accounts/%s/IncomingPhoneNumbers.json".formatted(context.pathParam("sid"));
        Answers.json(
                context, 200, numbers.page(path, context.request().params()).encode());
    }

    private synchronized void changeNumber(RoutingContext context) {
        numbers.change(Requests.pathParameter(context, "number"), Requests.form(context))
                .ifPresentOrElse(
                        number -> Answers.json(context, 200, number.encode()), () -> error(context, 404, 20404, null));
    }

    private static void error(RoutingContext context, int status, int code, @Nullable Integer retryAfter) {
        if (retryAfter != null) {
            context.response().putHeader("Retry-After", retryAfter.toString());
        }
        Answers.json(
                context,
                status,
                new JsonObject()
                        .put("code", code)
                        .put("message", "stand-in: error " + code)
                        .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                        .put("status", status)
                        .encode());
    }

    private static void account(RoutingContext context) {
        Answers.json(
                context,
                200,
                new JsonObject()
                        .put("sid", context.pathParam("sid"))
                        .put("friendly_name", "Local stand-in")
                        .put("status", "active")
                        .put("type", "Full")
                        .encode());
    }

    private static void balance(RoutingContext context) {
        Answers.json(
                context,
                200,
                new JsonObject()
                        .put("account_sid", context.pathParam("sid"))
                        .put("balance", "100.00")
                        .put("currency", "USD")
                        .encode());
    }

    private String call(RoutingContext context) {
        return new JsonObject()
                .put("sid", messages.nextSid("CA"))
                .put("account_sid", context.pathParam("sid"))
                .put("status", "queued")
                .putNull("error_code")
                .putNull("error_message")
                .encode();
    }

    private static JsonObject emptyList(String name) {
        return new JsonObject().put(name, new JsonArray()).putNull("next_page_uri");
    }
}
