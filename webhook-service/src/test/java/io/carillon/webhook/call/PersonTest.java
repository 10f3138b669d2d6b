package io.carillon.webhook.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @ParameterizedTest
    @ValueSource(strings = {"+15555550123", "+243820000001", "+4930123456"})
    void aNumberTellsWhoCalls(String phone) {
        assertThat(new Person(null, phone).reachable()).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "anonymous",
                "Restricted",
                "15555550123",
                "+0123456789",
                "sip:somebody@example.org",
                "client:somebody",
                "+266696687",
                "+2562533",
                "+7378742833",
                "+86282452253",
                "+8656696",
            })
    void aWithheldNumberTellsNothing(@Nullable String phone) {
        assertThat(new Person(null, phone).reachable()).isFalse();
    }
}
