package io.carillon.stack.standin;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the Twilio stand-in's account, as Twilio's IncomingPhoneNumber resource shows them
 * (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource). Those of both local clinics call this installation
 * unless told otherwise.
 */
final class TwilioNumbers {

    private static final int MOST = 10_000;
    private static final int PAGE_SIZE = 50;
    private static final int LARGEST_PAGE = 1_000;

    /** As booking-service's local data has them. */
    private static final List<String> LOCAL_CLINICS = List.of("+15555555678", "+243820000001");

    /** What can be changed: the form's field by the resource's. */
    private static final Map<String, String> CHANGEABLE = Map.of(
            "voice_url", "VoiceUrl",
            "voice_method", "VoiceMethod",
            "voice_application_sid", "VoiceApplicationSid",
            "trunk_sid", "TrunkSid",
            "sms_url", "SmsUrl",
            "sms_method", "SmsMethod",
            "sms_application_sid", "SmsApplicationSid",
            "status_callback", "StatusCallback",
            "status_callback_method", "StatusCallbackMethod");

    private final String publicAddress;
    private final Map<String, JsonObject> numbers = new LinkedHashMap<>();
    private int largestPage = LARGEST_PAGE;

    /** @param publicAddress under which the platform is reached, without a slash at its end */
    TwilioNumbers(String publicAddress) {
        this.publicAddress = publicAddress;
        reset();
    }

    void reset() {
        numbers.clear();
        largestPage = LARGEST_PAGE;
        LOCAL_CLINICS.forEach(number -> add(new JsonObject()
                .put("phone_number", number)
                .put("voice_url", publicAddress + "/api/voice/incoming")
                .put("sms_url", publicAddress + "/api/sms/incoming")
                .put("status_callback", publicAddress + "/api/voice/status")));
    }

    /** @param said {@code numbers}, each with what differs from a new number's, and {@code largestPage} */
    void replace(JsonObject said) {
        numbers.clear();
        largestPage = said.getInteger("largestPage", LARGEST_PAGE);
        for (var number : said.getJsonArray("numbers", new JsonArray())) {
            if (numbers.size() < MOST && number instanceof JsonObject known) {
                add(known);
            }
        }
    }

    private void add(JsonObject said) {
        var sid = "PN%032x".formatted(numbers.size() + 1);
        numbers.put(
                sid,
                new JsonObject()
                        .put("sid", sid)
                        .put("voice_url", "")
                        .put("voice_method", "POST")
                        .putNull("voice_application_sid")
                        .putNull("trunk_sid")
                        .put("sms_url", "")
                        .put("sms_method", "POST")
                        .put("sms_application_sid", "")
                        .put("status_callback", "")
                        .put("status_callback_method", "POST")
                        .mergeIn(said));
    }

    JsonArray all() {
        var all = new JsonArray();
        numbers.values().forEach(all::add);
        return all;
    }

    /** @param path of the resource, for the page after this one */
    JsonObject page(String path, MultiMap query) {
        var size = Math.clamp(number(query, "PageSize", PAGE_SIZE), 1, largestPage);
        var page = number(query, "Page", 0);
        var shown = new JsonArray();
        numbers.values().stream().skip((long) page * size).limit(size).forEach(shown::add);
        var more = (long) (page + 1) * size < numbers.size();
        return new JsonObject()
                .put("incoming_phone_numbers", shown)
                .put("page", page)
                .put("page_size", size)
                .put(
                        "next_page_uri",
                        more ? "%s?PageSize=%d&Page=%d&PageToken=PA%d".formatted(path, size, page + 1, page) : null);
    }

    Optional<JsonObject> change(String sid, Map<String, String> form) {
        var number = numbers.get(sid);
        if (number == null) {
            return Optional.empty();
        }
        CHANGEABLE.forEach((field, name) -> {
            if (form.containsKey(name)) {
                number.put(field, form.get(name));
            }
        });
        return Optional.of(number.copy());
    }

    private static int number(MultiMap query, String name, int otherwise) {
        return Optional.ofNullable(query.get(name))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }
}
