package io.carillon.webhook.vapiapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void productionNeedsAKeyOfItsOwnOrNone() {
        assertThat(new ApiKey(NONE, true).authorization()).isEmpty();
        assertThat(new ApiKey(Optional.of(" "), true).authorization()).isEmpty();
        assertThat(new ApiKey(NONE, false).authorization()).contains("Bearer dev-vapi-key");
        assertThatThrownBy(() -> new ApiKey(Optional.of("dev-vapi-key"), true))
                .hasMessageContaining("VAPI_API_KEY is the development key");
    }

    /** A file's last line break is nobody's intention; what else no header takes is told without it. */
    @Test
    void aKeyIsOneLine() {
        assertThat(new ApiKey(Optional.of("k1\n"), true).authorization()).contains("Bearer k1");
        assertThatThrownBy(() -> new ApiKey(Optional.of("se\ncret"), true))
                .hasMessageContaining("VAPI_API_KEY is not one line")
                .hasMessageNotContaining("cret");
    }
}
