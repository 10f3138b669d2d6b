package io.carillon.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("127.", "10.", "::1", "fd"));

    @ParameterizedTest
    @Requirement("R-SEC-16")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.9 | -                                  | 203.0.113.9",
                "203.0.113.9 | 198.51.100.1                       | 203.0.113.9",
                "10.0.0.7    | 198.51.100.1                       | 198.51.100.1",
                "10.0.0.7    | 1.1.1.1, 198.51.100.1              | 198.51.100.1",
                "10.0.0.7    | 1.1.1.1, 198.51.100.1, 10.0.0.8    | 198.51.100.1",
                "127.0.0.1   | 127.0.0.1                          | 127.0.0.1",
                "10.0.0.7    | 198.51.100.1:4711                  | 198.51.100.1",
                "10.0.0.7    | ::ffff:198.51.100.1                | 198.51.100.1",
                "10.0.0.7    | 2001:db8:1:2:3:4:5:6               | 2001:db8:1:2::/64",
                "10.0.0.7    | [2001:db8:1:2:3:4:5:6]:443         | 2001:db8:1:2::/64",
                "10.0.0.7    | 2001:db8::1                        | 2001:db8::/64",
                "10.0.0.7    | ,                                  | ''",
            })
    void theClientIsTheLastWhoIsNoneOfOurs(String peer, @Nullable String forwardedFor, String expected) {
        assertThat(addresses.of(peer, forwardedFor)).contains(expected);
    }

    @Test
    void anotherServiceOfOursHasNoAddressToCountBy() {
        assertThat(addresses.of("10.0.0.7", null)).isEqualTo(Optional.empty());
        assertThat(addresses.of("10.0.0.7", " ")).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNoAddressIsCutShort() {
        assertThat(addresses.of("10.0.0.7", "x".repeat(10_000)).orElseThrow()).hasSizeLessThanOrEqualTo(70);
    }
}
