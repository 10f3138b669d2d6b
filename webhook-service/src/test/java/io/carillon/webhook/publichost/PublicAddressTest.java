package io.carillon.webhook.publichost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://voice.clinic.example/, https://voice.clinic.example, voice.clinic.example, 443, true",
        "https://voice.clinic.example:8443, https://voice.clinic.example:8443, voice.clinic.example, 8443, true",
        "http://127.0.0.1:8080, http://127.0.0.1:8080, 127.0.0.1, 8080, false",
        "http://a.example/behind, http://a.example/behind, a.example, 80, false",
        "https://[::1]:8443, https://[::1]:8443, ::1, 8443, true",
    })
    void isTakenApart(String url, String base, String host, int port, boolean secure) {
        var address = new PublicAddress(Optional.of(url), true);

        assertThat(address.base()).isEqualTo(base);
        assertThat(address.urlOf("/api/x?a=1")).isEqualTo(base + "/api/x?a=1");
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.secure()).isEqualTo(secure);
    }

    @ParameterizedTest
    @CsvSource({
        "' ', PUBLIC_BASE_URL is not set",
        "voice.clinic.example, does not begin with https://",
        "https://under_score.example, names no host",
    })
    void whatNobodyCouldBeSentToIsRefused(String url, String why) {
        assertThatThrownBy(() -> new PublicAddress(Optional.of(url), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void locallyThereIsADefault() {
        assertThat(new PublicAddress(Optional.empty(), false).base()).isEqualTo("http://127.0.0.1:8080");
    }
}
