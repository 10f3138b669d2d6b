package io.carillon.webhook.twilioapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiAccountTest {

    private static final Optional<String> SID = Optional.of("AC1");
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void productionNeedsATokenOfItsOwnOrNoAccount() {
        assertThat(new ApiAccount(NONE, NONE, true).sid()).isEmpty();
        assertThat(new ApiAccount(Optional.of(" "), NONE, true).sid()).isEmpty();
        assertThat(new ApiAccount(NONE, NONE, false).sid()).isPresent();
        // AC1:token
        assertThat(new ApiAccount(SID, Optional.of("token"), true).authorization())
                .isEqualTo("Basic QUMxOnRva2Vu");
        assertThatThrownBy(() -> new ApiAccount(SID, NONE, true)).hasMessageContaining("TWILIO_AUTH_TOKEN is not");
        assertThatThrownBy(() -> new ApiAccount(SID, Optional.of("dev-twilio-token"), true))
                .hasMessageContaining("development token");
    }
}
