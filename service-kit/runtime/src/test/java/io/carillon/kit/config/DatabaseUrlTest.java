package io.carillon.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h:5432/d, jdbc:postgresql://h:5432/d, u, p, ",
        "postgres://u:p%40ss%25w@h/d, jdbc:postgresql://h/d, u, p@ss%w, ",
        "postgresql://u:p@ss@h:1/d, jdbc:postgresql://h:1/d, u, p@ss, ",
        "postgresql://u:100%@h:1/d, jdbc:postgresql://h:1/d, u, 100%, ",
        "postgresql://u:a+b@h:1/d, jdbc:postgresql://h:1/d, u, a+b, ",
        "postgresql://u:p@h:1/d?connection_limit=20&sslmode=require, jdbc:postgresql://h:1/d?sslmode=require, u, p, 20",
        "postgresql://u@h:1/d, jdbc:postgresql://h:1/d, u, , ",
        "jdbc:postgresql://h:1/d?user=x, jdbc:postgresql://h:1/d?user=x, , , ",
    })
    void splitsWhatHostingPlatformsWrite(
            String url, String jdbc, String user, String password, Integer connectionLimit) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", url))
                .isEqualTo(new DatabaseUrl(jdbc, user, password, connectionLimit));
    }

    @Test
    void refusesOtherAddressesWithoutRepeatingThem() {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", "mysql://root:hunter2@h/d"))
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("expected postgresql://")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "99999", "2.5"})
    void refusesALimitThatIsNone(String limit) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", "postgresql://u:p@h/d?connection_limit=" + limit))
                .hasMessageContaining("connection_limit in DATABASE_URL")
                .hasMessageContaining("expected 1 to 9999");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(DatabaseUrl.parse("X", "postgresql://u:hunter2@h/d").toString())
                .doesNotContain("hunter2");
    }
}
