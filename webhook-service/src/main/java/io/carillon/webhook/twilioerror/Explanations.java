package io.carillon.webhook.twilioerror;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio's error codes mean: as Twilio's error dictionary says (https://www.twilio.com/docs/api/errors), and as the
 * runbook of PatientFlow [000] reads three of them. They differ, so both are shown: the runbook's cause is one of
 * several under Twilio's broader title.
 */
final class Explanations {

    /**
     * One code's meaning.
     *
     * @param twilio its meaning to Twilio, in our own words
     * @param runbook the reading of [000]; null where it has none
     */
    record Explanation(String twilio, @Nullable String runbook) {}

    private static final Map<String, Explanation> BY_CODE = Map.ofEntries(
            of(
                    "11200",
                    "HTTP retrieval failure: our answer could not be fetched, for whatever reason; the other 112xx codes say which.",
                    "Webhook time-out: the answer took longer than 15 s. Look at slow queries and at OpenAI's latency."),
            of(
                    "11205",
                    "HTTP connection failure: no connection in two tries of 5 s, or no answer within 15 s. Is the service up and reachable?",
                    "Webhook 404: the URL is wrong or the service does not run. Compare the URL at Twilio with ours."),
            of(
                    "11206",
                    "HTTP protocol violation: what came back is not HTTP as it should be, for example a broken header or length.",
                    "Webhook SSL error: the certificate is invalid or has expired. Check the handshake."),
            of("11210", "DNS: the host name of the webhook cannot be resolved.", null),
            of("11215", "Too many redirects on the way to the webhook.", null),
            of("11216", "The webhook's redirect cannot be followed.", null),
            of("11217", "The webhook answered with a status of 400 or more.", null),
            of("11220", "TLS: no secure connection could be agreed on with the webhook's host.", null),
            of("11235", "Certificate: it is not for the webhook's host name.", null),
            of("11236", "Certificate: it has expired or is not valid yet.", null),
            of("11237", "Certificate: no path from it to an authority that Twilio trusts.", null),
            of("12100", "The TwiML is not well-formed XML.", null),
            of("12300", "The answer's content type is none that Twilio takes; it expects text/xml.", null));

    private static final Explanation UNKNOWN =
            new Explanation("Not one of the codes that Carillon explains; Twilio's page does.", null);

    private Explanations() {}

    private static Map.Entry<String, Explanation> of(String code, String twilio, @Nullable String runbook) {
        return Map.entry(code, new Explanation(twilio, runbook));
    }

    static Explanation of(String code) {
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }

    static String page(String code) {
        return "https://www.twilio.com/docs/api/errors/" + code;
    }

    /** The code where it is one of ours, {@code other} for all others: a metric's labels are few. */
    static String label(String code) {
        return BY_CODE.containsKey(code) ? code : "other";
    }
}
