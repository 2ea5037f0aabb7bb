package io.ipvsoperator.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigurationTest {
    @Test
    void it_logs_what_the_chart_says() {
        assertThat(OperatorConfiguration.logLevel(Map.of("LOG_LEVEL", "debug"))).isEqualTo("debug");
        assertThat(OperatorConfiguration.logLevel(Map.of())).isEqualTo("info");
    }

    @Test
    void a_log_level_that_there_is_not_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> OperatorConfiguration.logLevel(Map.of("LOG_LEVEL", "loud")))
                .hasMessage(
                        "environment variable LOG_LEVEL is loud but must be one of [error, warn, info, debug, trace]");
    }
}
