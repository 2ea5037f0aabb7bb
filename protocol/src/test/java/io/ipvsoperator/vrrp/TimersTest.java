package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {

    @ParameterizedTest
    @Rfc(document = 9568, section = "6.1", requirement = "Skew_Time is (256 - Priority) * Active_Adver_Interval / 256")
    @CsvSource({
        "254, 1, PT0.000078125S",
        "240, 1, PT0.000625S",
        "250, 100, PT0.0234375S",
        "1, 100, PT0.99609375S",
        "1, 4095, PT40.790039062S",
    })
    void skew_of_version_3(int priority, int centiseconds, Duration skew) {
        assertThat(Timers.skew(Example.VERSION_3, new Priority(priority), AdvertInterval.ofCentiseconds(centiseconds)))
                .isEqualTo(skew);
    }

    @ParameterizedTest
    @Rfc(
            document = 3768,
            section = "6.1",
            requirement = "Skew_Time is (256 - Priority) / 256 seconds whatever the interval")
    @CsvSource({"100, 1, PT0.609375S", "100, 255, PT0.609375S", "254, 10, PT0.0078125S"})
    void skew_of_version_2(int priority, int seconds, Duration skew) {
        assertThat(Timers.skew(Example.VERSION_2, new Priority(priority), AdvertInterval.ofSeconds(seconds)))
                .isEqualTo(skew);
    }

    @ParameterizedTest
    @Rfc(
            document = 9568,
            section = "6.1",
            requirement = "Active_Down_Interval is 3 * Active_Adver_Interval + Skew_Time")
    @CsvSource({"240, 1, PT0.030625S", "240, 100, PT3.0625S", "1, 4095, PT163.640039062S"})
    void active_down_of_version_3(int priority, int centiseconds, Duration down) {
        assertThat(Timers.activeDown(
                        Example.VERSION_3, new Priority(priority), AdvertInterval.ofCentiseconds(centiseconds)))
                .isEqualTo(down);
    }

    @ParameterizedTest
    @Rfc(
            document = 3768,
            section = "6.1",
            requirement = "Master_Down_Interval is 3 * Advertisement_Interval + Skew_Time")
    @CsvSource({"100, 1, PT3.609375S", "50, 1, PT3.8046875S", "100, 255, PT765.609375S"})
    void active_down_of_version_2(int priority, int seconds, Duration down) {
        assertThat(Timers.activeDown(Example.VERSION_2, new Priority(priority), AdvertInterval.ofSeconds(seconds)))
                .isEqualTo(down);
    }

    @ParameterizedTest
    @CsvSource({"1", "100", "25500"})
    void a_router_that_resigned_serves_longer_than_any_backup_waits(int centiseconds) {
        AdvertInterval interval = AdvertInterval.ofCentiseconds(centiseconds);
        assertThat(Timers.handOverBound(interval))
                .isGreaterThan(Timers.activeDown(Example.VERSION_3, new Priority(1), interval));
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.01S", "5, PT0.05S", "100, PT0.05S"})
    void a_router_that_yielded_serves_50_ms_or_one_interval(int centiseconds, Duration grace) {
        assertThat(Timers.handOverGrace(AdvertInterval.ofCentiseconds(centiseconds)))
                .isEqualTo(grace);
    }
}
