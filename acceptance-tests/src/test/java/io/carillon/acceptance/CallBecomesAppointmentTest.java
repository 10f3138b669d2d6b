package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Running.class)
class CallBecomesAppointmentTest {

    @Test
    @Requirement({"R-WEB-01", "R-BOOK-01"})
    void aCallerBooksByTheMenu(Platform platform) {
        var caller = new TwilioCaller(platform, "CAaccept0000000000000000000000001");

        var greeting = caller.rings();
        assertThat(greeting.status()).isEqualTo(200);
        assertThat(greeting.contentType()).startsWith("text/xml");
        assertThat(greeting.body()).contains("<Response>").contains("<Gather");
        try (var calls = new CallsTopic(platform)) {
            assertThat(calls.callIds()).contains("CAaccept0000000000000000000000001");
        }

        int before = booked(platform);
        var offer = caller.presses("1", greeting);
        assertThat(offer.body()).contains("<Gather");
        var confirmation = caller.presses("1", offer);
        assertThat(confirmation.status()).isEqualTo(200);
        assertThat(confirmation.body()).containsIgnoringCase("<Response>").doesNotContain("<Gather");
        assertThat(booked(platform)).isEqualTo(before + 1);
    }

    /** The audio is made in the background after the start; until then the same words are said by {@code <Say>}. */
    @Test
    void theGreetingIsSoonSpokenFromTheCache(Platform platform) {
        var play = await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.SECONDS)
                .until(
                        () -> new TwilioCaller(platform, "CAplay" + System.nanoTime())
                                .rings()
                                .body(),
                        body -> body.contains("<Play>"));
        var url = play.substring(play.indexOf("<Play>") + 6, play.indexOf("</Play>"));

        var audio = Http.get(url);

        assertThat(audio.status()).isEqualTo(200);
        assertThat(audio.contentType()).isEqualTo("audio/mpeg");
        assertThat(audio.raw().headers().firstValue("X-Cache")).contains("HIT");
    }

    @Test
    @Requirement("R-WEB-03")
    void anAssistantBooksByATool(Platform platform) {
        var slot = platform.freeSlot("doctor-2", 1);
        var body = """
                {"message":{"type":"tool-calls","call":{"id":"vapi-accept-1","customer":{"number":"+15555559876"}},
                 "phoneNumber":{"number":"+15555555678"},
                 "toolCallList":[{"id":"t1","type":"function","function":{"name":"book_appointment",
                  "arguments":{"patientId":"pat-1","doctorId":"doctor-2","startTime":"%s","endTime":"%s"}}}]}}
                """.formatted(
                        slot.get("startTime").asText(), slot.get("endTime").asText());

        var answer = Http.postJson(platform.door("/api/vapi/webhook"), body, "X-Vapi-Secret", "dev-vapi-secret");

        assertThat(answer.status()).isEqualTo(200);
        var result = answer.json().at("/results/0");
        assertThat(result.get("toolCallId").asText()).isEqualTo("t1");
        assertThat(result.has("error")).as(answer.body()).isFalse();
        assertThat(result.get("result").asText()).isNotBlank().doesNotContain("\n");
    }

    @Test
    @Requirement("R-TTS-05")
    void speechIsMadeOnceAndKept(Platform platform) {
        var text = "{\"text\":\"Acceptance %d\",\"voice\":\"en-US-Neural2-F\",\"language\":\"en-US\"}"
                .formatted(System.nanoTime());

        var first = Http.postJson(platform.door("/api/tts/synthesize"), text, "X-API-Key", "dev-operator-key");
        var second = Http.postJson(platform.door("/api/tts/synthesize"), text, "X-API-Key", "dev-operator-key");
        var location = first.raw().headers().firstValue("Content-Location").orElseThrow();
        var fetched = Http.get(platform.door(location));

        assertThat(first.raw().headers().firstValue("X-Cache")).contains("MISS");
        assertThat(second.raw().headers().firstValue("X-Cache")).contains("HIT");
        assertThat(second.raw().body()).isEqualTo(first.raw().body());
        assertThat(fetched.raw().headers().firstValue("X-Cache")).contains("HIT");
        assertThat(fetched.raw().body()).isEqualTo(first.raw().body());
    }

    private static int booked(Platform platform) {
        var all = Http.get(platform.door("/api/appointments?limit=200"), "X-API-Key", "dev-viewer-key");
        assertThat(all.status()).as(all.body()).isEqualTo(200);
        return all.json().get("appointments").size();
    }
}
