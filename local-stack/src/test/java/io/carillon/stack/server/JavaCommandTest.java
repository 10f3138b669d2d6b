package io.carillon.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaCommandTest {

    @Test
    void onlyWhereThereAreFewProcessorsAreThreadsLimited() {
        assertThat(JavaCommand.serviceThreads(1))
                .isEqualTo(JavaCommand.serviceThreads(2))
                .hasSize(2);
        assertThat(JavaCommand.serviceThreads(4)).isEmpty();
    }
}
