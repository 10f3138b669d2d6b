package io.carillon.kit.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void productionNeedsAKeyOfItsOwnOrNone() {
        assertThat(key(NONE, true).bearer()).isEmpty();
        assertThat(key(Optional.of(" "), true).bearer()).isEmpty();
        assertThat(key(NONE, false).bearer()).contains("Bearer dev-key");
        assertThatThrownBy(() -> key(Optional.of("dev-key"), true))
                .hasMessageContaining("SOME_API_KEY is the development key");
    }

    /** A file's last line break is nobody's intention; what else no header takes is told without it. */
    @Test
    void aKeyIsOneLine() {
        assertThat(key(Optional.of("k1\n"), true).bearer()).contains("Bearer k1");
        assertThatThrownBy(() -> key(Optional.of("se\ncret"), true))
                .hasMessageContaining("SOME_API_KEY is not one line")
                .hasMessageNotContaining("cret");
    }

    private static ApiKey key(Optional<String> given, boolean production) {
        return new ApiKey("SOME_API_KEY", "dev-key", given, production);
    }
}
