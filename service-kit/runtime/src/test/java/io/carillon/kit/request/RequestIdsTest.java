package io.carillon.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    @Test
    void whatIsMadeIsARandomUuidAndNeverTheSame() {
        var first = UUID.fromString(RequestIds.takeOrMake(null));

        assertThat(first.version()).isEqualTo(4);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(RequestIds.takeOrMake(null)).isNotEqualTo(first.toString());
    }

    @Test
    void whatCouldBreakALineIsNotTaken() {
        assertThat(RequestIds.takeOrMake("trace-1:2.3_4")).isEqualTo("trace-1:2.3_4");
        assertThat(RequestIds.takeOrMake("a\r\nb")).doesNotContain("a\r\n");
        assertThat(RequestIds.takeOrMake("x".repeat(129))).hasSize(36);
    }
}
