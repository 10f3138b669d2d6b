package io.carillon.stack.launch;

import io.carillon.stack.standin.TwilioSignature;
import java.time.Clock;
import java.util.Map;

/** What to open and what to try, to be copied into another terminal. */
record Welcome(Installation installation, Options options, Clock clock) {

    void print(Progress progress) {
        progress.done("all ready");
        if (options.speed() != 1) {
            progress.say("%nEvery duration of the pack is divided by %d.".formatted(options.speed()));
        }
        progress.say(text());
    }

    private String text() {
        return """

                Open
                  %1$s/health/full        all that is watched
                  %1$s/metrics            health-service's; each service has its own on its port
                  %1$s/api/incidents      with the header X-API-Key: dev-viewer-key

                Try
                  # a call comes in, signed as Twilio signs
                  %3$s

                  # speech: MISS, and HIT the second time
                  curl -s -X POST %1$s/api/tts/synthesize -H 'X-API-Key: dev-operator-key' -H 'Content-Type: application/json' \\
                    -d '{"text":"Good morning","voice":"en-US-Neural2-F","language":"en-US"}' -o /dev/null -D -

                  # trouble: stop PostgreSQL, see the incident and its page, start it again
                  curl -s -X POST %2$s/__servers/postgres/stop
                  curl -s '%1$s/api/incidents?status=open' -H 'X-API-Key: dev-viewer-key'
                  curl -s %2$s/__requests/pagerduty
                  curl -s -X POST %2$s/__servers/postgres/start

                  ./carillon ps | kill SERVICE | restart SERVICE | logs SERVICE [-f]

                Ctrl-C stops all of it.
                """.formatted(installation.frontDoor(), installation.control(), signedCall());
    }

    private String signedCall() {
        var url = installation.frontDoor() + "/api/voice/incoming";
        var call = Map.of(
                "CallSid", "CA%032x".formatted(clock.millis()),
                "From", "+15555551234",
                "To", "+15555555678",
                "CallStatus", "ringing");
        var data = new StringBuilder();
        call.forEach((name, value) -> data.append(" \\\n    --data-urlencode '%s=%s'".formatted(name, value)));
        return "curl -s %s -H 'X-Twilio-Signature: %s'%s".formatted(url, TwilioSignature.of(url, call), data);
    }
}
