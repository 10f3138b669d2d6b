package io.carillon.stack.standin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The healthy answers of each outside service, after its own documents. */
final class Providers {

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private Providers() {}

    /** @param publicAddress under which the platform is reached, without a slash at its end */
    static List<StandIn> all(String publicAddress) {
        return List.of(
                new StandIn("twilio", new Twilio(InstantSource.system(), publicAddress)::mount),
                new StandIn("vapi", Vapi::mount),
                new StandIn("google-tts", Providers::googleTts),
                new StandIn("elevenlabs", Providers::elevenLabs),
                new StandIn("openai", Providers::openAi),
                new StandIn("groq", Providers::groq),
                new StandIn("qdrant", Providers::qdrant),
                new StandIn("google-calendar", new GoogleCalendar(InstantSource.system())::mount),
                new StandIn("slack", Providers::slack),
                new StandIn("pagerduty", Providers::pagerDuty),
                new StandIn("deadman", Providers::deadMan));
    }

    private static void googleTts(Router router) {
        router.get("/v1/voices")
                .handler(context -> json(
                        context,
                        new JsonObject()
                                .put(
                                        "voices",
                                        new JsonArray()
                                                .add(voice("en-US", "en-US-Neural2-F"))
                                                .add(voice("fr-FR", "fr-FR-Neural2-A")))));
        router.post("/v1/text:synthesize").handler(context -> {
            var text = Requests.json(context)
                    .getJsonObject("input", new JsonObject())
                    .getString("text", "");
            if (text.isEmpty()) {
                Answers.json(
                        context,
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"input.text is empty\",\"status\":\"INVALID_ARGUMENT\"}}");
                return;
            }
            var audio = Base64.getEncoder().encodeToString(Mp3.silenceFor(text));
            json(context, new JsonObject().put("audioContent", audio));
        });
    }

    private static JsonObject voice(String language, String name) {
        return new JsonObject()
                .put("languageCodes", new JsonArray().add(language))
                .put("name", name)
                .put("ssmlGender", "FEMALE")
                .put("naturalSampleRateHertz", 24_000);
    }

    private static void elevenLabs(Router router) {
        router.get("/v1/models")
                .handler(context -> Answers.json(
                        context,
                        200,
                        new JsonArray()
                                .add(new JsonObject().put("model_id", "eleven_multilingual_v2"))
                                .encode()));
        router.get("/v1/user")
                .handler(context -> json(
                        context,
                        new JsonObject()
                                .put(
                                        "subscription",
                                        new JsonObject()
                                                .put("tier", "creator")
                                                .put("character_count", 0)
                                                .put("character_limit", 100_000)
                                                .put("status", "active"))));
        router.get("/v1/voices").handler(context -> json(context, new JsonObject().put("voices", new JsonArray())));
        router.get("/v1/models")
                .handler(context -> Answers.json(
                        context,
                        200,
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("model_id", "eleven_multilingual_v2")
                                        .put("can_do_text_to_speech", true))
                                .encode()));
        router.post("/v1/text-to-speech/:voice").handler(Providers::speak);
        router.post("/v1/text-to-speech/:voice/stream").handler(Providers::speak);
    }

    private static void speak(RoutingContext context) {
        var text = Requests.json(context).getString("text", "");
        context.response()
                .putHeader("Content-Type", "audio/mpeg")
                .end(Buffer.buffer(Mp3.silenceFor(text)))
                .onFailure(Answers::logFailure);
    }

    private static void openAi(Router router) {
        router.get("/v1/models").handler(context -> json(context, models("gpt-4o-mini")));
        Completions.mount(router, "/v1/chat/completions");
        router.post("/v1/audio/speech").handler(context -> {
            var text = Requests.json(context).getString("input", "");
            context.response()
                    .putHeader("Content-Type", "audio/mpeg")
                    .end(Buffer.buffer(Mp3.silenceFor(text)))
                    .onFailure(Answers::logFailure);
        });
    }

    private static void groq(Router router) {
        router.get("/openai/v1/models").handler(context -> json(context, models("llama-3.3-70b-versatile")));
        Completions.mount(router, "/openai/v1/chat/completions");
    }

    private static JsonObject models(String id) {
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray().add(new JsonObject().put("id", id).put("object", "model")));
    }

    private static void qdrant(Router router) {
        router.get("/healthz").handler(context -> Answers.send(context, 200, "text/plain", "healthz check passed"));
        router.get("/readyz").handler(context -> Answers.send(context, 200, "text/plain", "all shards are ready"));
        router.get("/collections")
                .handler(context -> json(
                        context,
                        new JsonObject()
                                .put("result", new JsonObject().put("collections", new JsonArray()))
                                .put("status", "ok")
                                .put("time", 0.0001)));
    }

    private static void slack(Router router) {
        router.post("/services/*").handler(context -> Answers.send(context, 200, "text/plain", "ok"));
        router.route("/api/*")
                .handler(context -> json(
                        context, new JsonObject().put("ok", true).put("ts", SEQUENCE.incrementAndGet() + ".000100")));
    }

    private static void pagerDuty(Router router) {
        router.post("/v2/enqueue").handler(context -> {
            var event = Requests.json(context);
            var key = event.getString("dedup_key", nextId("dedup"));
            Answers.json(
                    context,
                    202,
                    new JsonObject()
                            .put("status", "success")
                            .put("message", "Event processed")
                            .put("dedup_key", key)
                            .encode());
        });
    }

    private static void deadMan(Router router) {
        router.route().handler(context -> Answers.send(context, 200, "text/plain", "OK"));
    }

    private static String nextId(String kind) {
        return "%s-%d".formatted(kind.toLowerCase(Locale.ROOT), SEQUENCE.incrementAndGet());
    }

    private static void json(RoutingContext context, JsonObject body) {
        Answers.json(context, 200, body.encode());
    }
}
