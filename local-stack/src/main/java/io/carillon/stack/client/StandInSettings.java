package io.carillon.stack.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that lead a service to the stand-ins instead of the outside world, and the local locks. */
public final class StandInSettings {

    /** Local locks; every one is refused in production and can be set from outside (design, section 6). */
    public static final Map<String, String> LOCAL_CREDENTIALS = Map.ofEntries(
            Map.entry("TWILIO_ACCOUNT_SID", "ACdev00000000000000000000000000000"),
            Map.entry("TWILIO_AUTH_TOKEN", "dev-twilio-token"),
            Map.entry("VAPI_SERVER_SECRET", "dev-vapi-secret"),
            Map.entry("VAPI_API_KEY", "dev-vapi-key"),
            Map.entry("GOOGLE_CLIENT_ID", "dev-google-client"),
            Map.entry("GOOGLE_CLIENT_SECRET", "dev-google-secret"),
            Map.entry("CARILLON_CREDENTIALS_KEY", "Y2FyaWxsb24tZGV2LWNyZWRlbnRpYWxzLWtleS0wMDE="),
            Map.entry("GOOGLE_TTS_API_KEY", "dev-google-tts-key"),
            Map.entry("ELEVENLABS_API_KEY", "dev-elevenlabs-key"),
            Map.entry("OPENAI_API_KEY", "dev-openai-key"),
            Map.entry("GROQ_API_KEY", "dev-groq-key"),
            Map.entry("PAGERDUTY_ROUTING_KEY", "dev-pagerduty-key"),
            Map.entry("CARILLON_SERVICE_SECRET", "dev-service-secret"));

    private StandInSettings() {}

    /**
     * Every outside base URL by its name in the environment.
     *
     * @param control the stand-ins' address, without a slash at its end
     */
    public static Map<String, String> urls(String control) {
        var urls = new LinkedHashMap<String, String>();
        urls.put("TWILIO_API_URL", control + "/twilio");
        urls.put("VAPI_API_URL", control + "/vapi");
        urls.put("GOOGLE_TTS_URL", control + "/google-tts");
        urls.put("ELEVENLABS_URL", control + "/elevenlabs");
        urls.put("OPENAI_URL", control + "/openai");
        urls.put("GROQ_URL", control + "/groq");
        urls.put("QDRANT_URL", control + "/qdrant");
        urls.put("GOOGLE_CALENDAR_URL", control + "/google-calendar");
        urls.put("GOOGLE_OAUTH_URL", control + "/google-calendar");
        urls.put("SLACK_WEBHOOK_URL", control + "/slack/services/T0/B0/dev");
        urls.put("SLACK_API_URL", control + "/slack");
        urls.put("PAGERDUTY_EVENTS_URL", control + "/pagerduty");
        urls.put("CARILLON_DEADMAN_URL", control + "/deadman");
        urls.put("SMTP_HOST", "127.0.0.1");
        return urls;
    }
}
