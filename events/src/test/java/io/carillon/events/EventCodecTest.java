package io.carillon.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final Map<String, String> HEADERS = Map.of(
            "ce_id", "1",
            "ce_source", "/test",
            "ce_type", EventType.KEY_REFUSED.wireName(),
            "ce_time", "2026-03-02T17:05:00Z");

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time"})
    void withoutItsEnvelopeARecordIsNoEvent(String missing) {
        var headers = new HashMap<>(HEADERS);
        headers.remove(missing);

        assertThat(codec.decode(headers, bytes("{}"))).isInstanceOf(EventCodec.Decoded.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ce_time|yesterday|{}", "ce_clinic|DEMO|{}", "x|x|{", "x|x|[]", "x|x|{\"source\":{\"a\":1}}"})
    void rubbishIsToldApartAndNotRepeated(String header, String value, String data) {
        var headers = new HashMap<>(HEADERS);
        headers.put(header, value);

        var decoded = codec.decode(headers, bytes(data));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        EventCodec.Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isNotBlank().doesNotContain("yesterday"));
    }

    @Test
    void aTypeOfANewerReleaseIsUnknownNotMalformed() {
        var headers = new HashMap<>(HEADERS);
        headers.put("ce_type", "io.carillon.call.teleported.v1");

        assertThat(codec.decode(headers, null))
                .isEqualTo(new EventCodec.Decoded.Unknown("io.carillon.call.teleported.v1"));
    }

    @Test
    void aCallbackIsWrittenAsTheMapperWouldWriteIt() throws Exception {
        var odd = "\u0000\"\\\n\u2028é\uD83D\uDE00<&>";
        var form = new CallEvent.CallbackAccepted(
                "CA1",
                "twilio",
                "voice.incoming",
                "/api/voice/incoming?x=" + odd,
                List.of(
                        new CallEvent.Parameter("From", "+1"),
                        new CallEvent.Parameter(odd, ""),
                        new CallEvent.Parameter("", odd)),
                null);
        var json =
                new CallEvent.CallbackAccepted("c", "vapi", "tool-calls", "/x", List.of(), "{\"a\":\"" + odd + "\"}");
        var mapper = JsonMapper.builder()
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();

        for (var callback : List.of(form, json)) {
            var event = new CloudEvent<>("1", "/x", Instant.EPOCH, null, null, null, callback);

            assertThat(new String(new EventCodec().encode(event).value(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(mapper.writeValueAsBytes(callback), StandardCharsets.UTF_8));
        }
    }

    @Test
    void noDataIsMalformed() {
        assertThat(codec.decode(HEADERS, null)).isInstanceOf(EventCodec.Decoded.Malformed.class);
    }

    /** Clinics described before there were switches are on the compacted topic for as long as nobody changes them. */
    @Test
    void aDescriptionOfThePreviousReleaseIsOfAnOpenClinic() {
        var headers = new HashMap<>(HEADERS);
        headers.put("ce_type", EventType.CLINIC_DESCRIBED.wireName());

        var decoded = codec.decode(headers, bytes("""
                {"orgId": "00000000-0000-4000-8000-000000000001", "code": "DEMO", "name": "Demo Healthcare Clinic",
                 "zone": "America/Los_Angeles", "language": "en", "emergencyNumber": "911",
                 "transferNumber": "+15555550100", "numbers": ["+15555555678"], "assistants": ["asst-demo"]}"""));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        EventCodec.Decoded.Known.class,
                        known -> assertThat((ClinicEvent.ClinicDescribed)
                                        known.event().data())
                                .returns(List.of(), ClinicEvent.ClinicDescribed::disabledFeatures)
                                .returns("normal", ClinicEvent.ClinicDescribed::mode)
                                .returns(List.of(), ClinicEvent.ClinicDescribed::enabledFeatures)
                                .returns(null, ClinicEvent.ClinicDescribed::receptionist));
    }

    /** Two releases run side by side during an update. */
    @Test
    void aBookingOfThePreviousReleaseIsOfNoCall() {
        var headers = new HashMap<>(HEADERS);
        headers.put("ce_type", EventType.APPOINTMENT_BOOKED.wireName());

        var decoded = codec.decode(headers, bytes("""
                {"appointmentId": "0b7c3f1e-58e5-4a8e-9d1f-2f6f0a9b1c2d", "doctorId": "doctor-1", "patientId": "pat-1",
                 "startTime": "2026-03-02T17:05:00Z", "endTime": "2026-03-02T17:35:00Z"}"""));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        EventCodec.Decoded.Known.class,
                        known -> assertThat((BookingEvent.AppointmentBooked)
                                        known.event().data())
                                .returns("pat-1", BookingEvent.AppointmentBooked::patientId)
                                .returns(null, BookingEvent.AppointmentBooked::callId));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
