package io.carillon.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void whateverAHeaderHoldsIsReadAsItWasWritten() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", "1");
        headers.put("ce_subject", "a\"b\\c/\u0000\n\u001f\u2028é\uD83D\uDE00");
        headers.put("ce_requestid", "");

        assertThat(Outbox.headers(Outbox.headersJson(headers))).isEqualTo(headers);
        assertThat(Outbox.headersJson(Map.of("ce_id", "1"))).isEqualTo("{\"ce_id\":\"1\"}");
        assertThat(Outbox.headersJson(Map.of())).isEqualTo("{}");
    }
}
