package io.carillon.webhook.twiliourl;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a number at Twilio decides where its calls and messages go
 * (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource). An application or a trunk goes before the URLs, so
 * there must be none.
 */
enum NumberField {
    VOICE_URL("voice_url", "VoiceUrl", "/api/voice/incoming"),
    VOICE_METHOD("voice_method", "VoiceMethod", "POST"),
    VOICE_APPLICATION_SID("voice_application_sid", "VoiceApplicationSid", ""),
    TRUNK_SID("trunk_sid", "TrunkSid", ""),
    STATUS_CALLBACK("status_callback", "StatusCallback", "/api/voice/status"),
    STATUS_CALLBACK_METHOD("status_callback_method", "StatusCallbackMethod", "POST"),
    SMS_URL("sms_url", "SmsUrl", "/api/sms/incoming"),
    SMS_METHOD("sms_method", "SmsMethod", "POST"),
    SMS_APPLICATION_SID("sms_application_sid", "SmsApplicationSid", "");

    private final String word;
    private final String parameter;
    private final String target;

    NumberField(String word, String parameter, String target) {
        this.word = word;
        this.parameter = parameter;
        this.target = target;
    }

    /** In Twilio's answers. */
    String word() {
        return word;
    }

    /** In Twilio's forms. */
    String parameter() {
        return parameter;
    }

    boolean ofMessages() {
        return switch (this) {
            case SMS_URL, SMS_METHOD, SMS_APPLICATION_SID -> true;
            case VOICE_URL, VOICE_METHOD, VOICE_APPLICATION_SID, TRUNK_SID, STATUS_CALLBACK, STATUS_CALLBACK_METHOD ->
                false;
        };
    }

    /** @param base of our public address, without a slash at its end */
    private String wanted(String base) {
        return target.startsWith("/") ? base + target : target;
    }

    /** What Twilio should hold. */
    static Map<NumberField, String> allWanted(String base) {
        return Arrays.stream(values()).collect(Collectors.toMap(Function.identity(), field -> field.wanted(base)));
    }
}
