package io.carillon.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedPathTest {

    @ParameterizedTest
    @Requirement("R-LOG-07")
    @CsvSource({
        "/api/appointments, /api/appointments",
        "/, /",
        "'', ''",
        "/api/contacts/+15555550123, /api/contacts/*0123",
        "/api/contacts/15555550123/verify, /api/contacts/*0123/verify",
        "/api/contacts/%2B15555550123, /api/contacts/*0123",
        "/api/doctors/1234, /api/doctors/1234",
        "/api/appointments/2026-11-21, /api/appointments/2026-11-21",
        "/api/session/AbCdEfGhIjKlMnOpQrStUvWxYz-_0123, /api/session/AbCd*",
        "/api/session/AbCdEfGhIjKlMnOpQrStUvWxYz-_0123/touch, /api/session/AbCd*/touch",
        "/api/holds/0b4e7a52-4f0c-4d0e-9c55-3a5a3f6d7f10, /api/holds/0b4e7a52-4f0c-4d0e-9c55-3a5a3f6d7f10",
        "/api/tts/audio/9e107d9d372bb6826bd81d3542a419d6/en/en-US, /api/tts/audio/9e107d9d372bb6826bd81d3542a419d6/en/en-US",
        "/api/tts/audio/p/q1W2e3R4t5Y6u7I8o9P0aS, /api/tts/audio/p/q1W2*",
    })
    void numbersAndSecretsAreNotLoggedWhole(String path, String logged) {
        assertThat(LoggedPath.of(path)).isEqualTo(logged);
    }
}
