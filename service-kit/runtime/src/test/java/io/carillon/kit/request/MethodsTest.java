package io.carillon.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

    @ParameterizedTest
    @CsvSource({"GET,GET", "PATCH,PATCH", "get,OTHER", "MADEUP17,OTHER"})
    void onlyStandardMethodsAreLabels(String method, String label) {
        assertThat(Methods.label(method)).isEqualTo(label);
    }
}
