package io.carillon.alerting.incident;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreLocationCheckTest {

    private static final Optional<String> PLATFORM = Optional.of("postgresql://a:secret@db.example:5432/carillon");

    @Test
    void theServerThatIncidentsAreAboutIsRefusedWhateverTheDatabaseOnIt() {
        assertThatThrownBy(() -> StoreLocationCheck.verify(
                        Optional.of("postgres://b:other@db.example/carillon_alerting?sslmode=require"), PLATFORM))
                .hasMessageContaining("db.example:5432")
                .hasMessageContaining("ALERTING_DATABASE_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anotherServerOrAnotherPortWillDo() {
        assertThatCode(() -> StoreLocationCheck.verify(
                        Optional.of("postgresql://b:other@pager.example:5432/carillon"), PLATFORM))
                .doesNotThrowAnyException();
        assertThatCode(() -> StoreLocationCheck.verify(
                        Optional.of("postgresql://b:other@db.example:5433/carillon"), PLATFORM))
                .doesNotThrowAnyException();
    }

    @Test
    void noAddressIsRefused() {
        assertThatThrownBy(() -> StoreLocationCheck.verify(Optional.empty(), PLATFORM))
                .hasMessageContaining("ALERTING_DATABASE_URL is not set");
    }
}
