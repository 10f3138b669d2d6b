package io.carillon.stack.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Chat completions as OpenAI and Groq have them. Where a structured output is wanted that chooses among the {@code meanings} of
 * what was {@code said}, the meaning is chosen whose description shares the most words with it: no intelligence, but an answer
 * that depends on the question, and {@code unclear} where nothing or several fit.
 */
final class Completions {

    private static final String UNCLEAR = "unclear";
    private static final String BEARER = "Bearer ";

    /** Letters; shorter words say nothing. */
    private static final int WORD = 4;

    private Completions() {}

    static void mount(Router router, String path) {
        router.post(path).handler(Completions::complete);
    }

    private static void complete(RoutingContext context) {
        var authorization = context.request().getHeader("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            Answers.json(context, 401, """
                    {"error":{"message":"You didn't provide an API key.","type":"invalid_request_error","code":null}}""");
            return;
        }
        var wanted = Requests.json(context);
        var schema = wanted.getJsonObject("response_format", new JsonObject()).getJsonObject("json_schema");
        var content = schema == null
                ? "Thank you. How may I help you?"
                : new JsonObject().put("meaning", meaning(wanted)).encode();
        Answers.json(context, 200, completion(content).encode());
    }

    private static String meaning(JsonObject wanted) {
        var messages = wanted.getJsonArray("messages", new JsonArray());
        var question =
                new JsonObject(messages.getJsonObject(messages.size() - 1).getString("content"));
        var said = words(question.getString("said", ""));
        var shared = question.getJsonObject("meanings", new JsonObject()).stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, meaning -> common(said, words((String) meaning.getValue()))));
        var most = shared.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        var best = shared.entrySet().stream()
                .filter(meaning -> most > 0 && meaning.getValue() == most)
                .toList();
        return best.size() == 1 ? best.getFirst().getKey() : UNCLEAR;
    }

    private static int common(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.retainAll(other);
        return both.size();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1))
                .filter(word -> word.length() >= WORD)
                .collect(Collectors.toSet());
    }

    private static JsonObject completion(String content) {
        var message = new JsonObject()
                .put("role", "assistant")
                .put("content", content)
                .putNull("refusal");
        return new JsonObject()
                .put("id", "chatcmpl-" + UUID.randomUUID())
                .put("object", "chat.completion")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put("message", message)
                                        .put("finish_reason", "stop")))
                .put(
                        "usage",
                        new JsonObject()
                                .put("prompt_tokens", 10)
                                .put("completion_tokens", 8)
                                .put("total_tokens", 18));
    }
}
