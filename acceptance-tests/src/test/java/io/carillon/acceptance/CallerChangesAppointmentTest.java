package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One patient, three calls: booked, moved, cancelled; with everything real but the telephone. */
@ExtendWith(Platform.Running.class)
class CallerChangesAppointmentTest {

    private static final String KEY = "dev-operator-key";

    @Test
    @Requirement("R-WEB-02")
    void aPatientBooksMovesAndCancelsByTelephone(Platform platform) {
        // Given a patient whose number and date of birth the clinic knows
        var phone = "+1555" + (1_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 9_000_000));
        var patient = Http.postJson(
                        platform.door("/api/contacts"),
                        "{\"clinic\":\"DEMO\",\"phone\":\"%s\",\"dateOfBirth\":\"1980-12-31\"}".formatted(phone),
                        "X-API-Key",
                        KEY)
                .json()
                .get("id")
                .asText();

        // When they book by the second offer
        var booking = call(platform, phone);
        var offer = booking.presses("1", booking.rings());
        assertThat(held(platform, booking)).isEqualTo(3);
        var confirmed = booking.presses("2", offer);

        // Then it is confirmed and in the book, and the other slots are free when the call ends
        assertThat(confirmed.body()).contains("is confirmed for");
        var booked = appointments(platform, patient);
        assertThat(booked)
                .singleElement()
                .satisfies(one -> assertThat(one.get("status").asText()).isEqualTo("BOOKED"));
        booking.hangsUp();
        await().atMost(20, TimeUnit.SECONDS).until(() -> held(platform, booking) == 0);

        // When they move it, by their date of birth
        var moving = call(platform, phone);
        var again = moving.presses("01311980", moving.presses("2", moving.rings()));
        assertThat(again.body()).contains("numDigits=\"8\"").doesNotContain("Your appointment is on");
        var when = moving.presses("12311980", again);
        assertThat(when.body()).contains("Your appointment is on");
        assertThat(moving.presses("1", when).body()).contains("has been moved to");

        // Then it is one appointment still, at another time
        var moved = appointments(platform, patient);
        assertThat(moved).singleElement().satisfies(one -> {
            assertThat(one.get("id")).isEqualTo(booked.getFirst().get("id"));
            assertThat(one.get("startTime")).isNotEqualTo(booked.getFirst().get("startTime"));
        });

        // When they cancel it
        var cancelling = call(platform, phone);
        var sure = cancelling.presses("12311980", cancelling.presses("3", cancelling.rings()));
        assertThat(sure.body()).contains("To cancel your appointment on");
        assertThat(cancelling.presses("1", sure).body()).contains("is cancelled");

        // Then it is
        assertThat(appointments(platform, patient))
                .singleElement()
                .satisfies(one -> assertThat(one.get("status").asText()).isEqualTo("CANCELLED"));
    }

    private static Caller call(Platform platform, String phone) {
        var sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        return new Caller(sid, platform, phone);
    }

    /** A call that also tells of its end. */
    private static final class Caller {
        private final String sid;
        private final Platform platform;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final TwilioCaller twilio;

        Caller(String sid, Platform platform, String phone) {
            this.sid = sid;
            this.platform = platform;
            fields.put("CallSid", sid);
            fields.put("From", phone);
            fields.put("To", "+15555555678");
            fields.put("CallStatus", "in-progress");
            this.twilio = new TwilioCaller(platform, fields);
        }

        Http.Answer rings() {
            return twilio.rings();
        }

        Http.Answer presses(String digits, Http.Answer twiml) {
            return twilio.presses(digits, twiml);
        }

        void hangsUp() {
            var ended = new LinkedHashMap<>(fields);
            ended.put("CallStatus", "completed");
            assertThat(new TwilioCaller(platform, ended)
                            .posts("/api/voice/status")
                            .status())
                    .isEqualTo(204);
        }
    }

    /** Slots that are on hold for this call at this moment. */
    private static long held(Platform platform, Caller caller) {
        try (var book = Appointments.of(platform)) {
            return book.count(
                    "select count(*) from slot_claims c join holds h on h.id = c.hold_id where h.call_id = ? and c.state = 'HELD'",
                    caller.sid);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> appointments(Platform platform, String patient) {
        var answer = Http.get(platform.door("/api/appointments?patientId=" + patient), "X-API-Key", "dev-viewer-key");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.json().get("appointments").spliterator(), false)
                .toList();
    }
}
