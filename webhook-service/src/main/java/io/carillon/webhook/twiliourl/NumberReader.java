package io.carillon.webhook.twiliourl;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Twilio's IncomingPhoneNumber resource answers. */
final class NumberReader {

    private static final int TOO_MANY = 429;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** What is followed is asked with our credentials; anything stranger than this is not. */
    private static final Pattern QUERY = Pattern.compile("\\?[A-Za-z0-9&=._~%+-]{1,2000}");

    private final JsonMapper json = new JsonMapper();

    /** A page of the account's numbers. */
    sealed interface Page {

        /** @param next path and query below the account; null for the last page */
        record Listed(List<Held.Number> numbers, @Nullable String next, boolean complete) implements Page {}

        record Missing(Trouble why) implements Page {}
    }

    /** What came of changing a number. */
    sealed interface Changed {

        record Done() implements Changed {}

        /** @param code of Twilio's error dictionary; 0 where the answer had none */
        record Refused(int status, int code) implements Changed {}

        record Missing(Trouble why) implements Changed {}
    }

    /** Why there is no answer to work with. */
    enum Trouble {
        NOT_ASKED,
        UNREACHABLE,
        TIMEOUT,
        CONNECTION_LOST,
        RATE_LIMITED,
        CREDENTIAL_INVALID,
        REFUSED,
        SERVER_ERROR,
        GARBAGE;

        /** Whether it counts against Twilio. */
        boolean isOutage() {
            return switch (this) {
                case RATE_LIMITED, CREDENTIAL_INVALID, REFUSED -> false;
                case NOT_ASKED, UNREACHABLE, TIMEOUT, CONNECTION_LOST, SERVER_ERROR, GARBAGE -> true;
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param resource the list's path from the root of the API, which the next page must have too */
    Page page(int status, String body, String accountPath, String resource) {
        if (status / 100 != 2) {
            return new Page.Missing(trouble(status));
        }
        var tree =
                tree(body).filter(found -> found.path("incoming_phone_numbers").isArray());
        if (tree.isEmpty()) {
            return new Page.Missing(Trouble.GARBAGE);
        }
        var numbers = new ArrayList<Held.Number>();
        tree.get().path("incoming_phone_numbers").forEach(number -> numbers.add(number(number)));
        var next = tree.get().path("next_page_uri");
        if (!next.isTextual()) {
            return new Page.Listed(numbers, null, true);
        }
        var prefix = accountPath + resource;
        var known = next.asText().startsWith(prefix)
                && QUERY.matcher(next.asText().substring(prefix.length())).matches();
        return new Page.Listed(numbers, known ? next.asText().substring(accountPath.length()) : null, known);
    }

    Changed changed(int status, String body) {
        if (status / 100 == 2) {
            return new Changed.Done();
        }
        if (status / 100 != 4 || status == TOO_MANY || status == UNAUTHORIZED) {
            return new Changed.Missing(trouble(status));
        }
        return new Changed.Refused(
                status, tree(body).map(answer -> answer.path("code").asInt(0)).orElse(0));
    }

    private static Trouble trouble(int status) {
        return switch (status) {
            case TOO_MANY -> Trouble.RATE_LIMITED;
            case UNAUTHORIZED, FORBIDDEN -> Trouble.CREDENTIAL_INVALID;
            default -> status / 100 == 4 ? Trouble.REFUSED : Trouble.SERVER_ERROR;
        };
    }

    private static Held.Number number(JsonNode number) {
        var values = new EnumMap<NumberField, String>(NumberField.class);
        for (var field : NumberField.values()) {
            var value = number.path(field.word());
            values.put(field, value.isTextual() ? value.asText() : "");
        }
        return new Held.Number(
                number.path("sid").asText(), number.path("phone_number").asText(), values);
    }

    private Optional<JsonNode> tree(String body) {
        try {
            return Optional.of(json.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
