package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.testing.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceValidationTest {
    private static final String BY_DATA_PATH = "path: DataPath, interval: 5s, rise: 2, fall: 3, panicThreshold: 50";

    @Test
    void a_service_with_the_defaults_of_the_API_is_valid() {
        assertThat(ServiceValidation.validate(Given.service())).isInstanceOf(ServiceValidation.Outcome.Valid.class);
    }

    @Test
    void an_unknown_scheduler_is_named_beside_those_that_exist() {
        assertThat(refusal("name: rr", "name: fastest")).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("UnknownScheduler");
            assertThat(refusal.message()).contains("spec.scheduler.name is fastest", "rr", "wlc", "mh");
        });
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "count: 1|count: 65|spec.addresses.count is 65 but must be from 1 to 64, or Auto",
                "protocol: TCP|protocol: QUIC|spec.ports[0].protocol is QUIC but must be TCP, UDP or SCTP",
                "port: 80|port: 80, targetPort: 8080|spec.ports[0].targetPort is 8080 but must be absent or 80",
                "method: DirectRouting|method: Masquerade, sourceAddress: Nobody|spec.forwarding.sourceAddress is Nobody but",
                "method: DirectRouting|method: Teleport|spec.forwarding.method is Teleport but must be DirectRouting",
                "method: DirectRouting|method: Tunnel|spec.forwarding.tunnel.type is null but must be IPIP or GUE",
                "method: DirectRouting|method: Tunnel, tunnel: {type: GUE}|spec.forwarding.tunnel.port is null but is required",
                "method: DirectRouting|method: Tunnel, tunnel: {type: IPIP, checksum: Full}|spec.forwarding.tunnel.checksum is Full but",
                "port: 80|port: 80, onePacket: true|spec.ports[0].onePacket is true but only UDP",
                "timeout: 60s|timeout: soon|spec.drain.timeout is soon but must be a duration",
                "families: [IPv4]|families: [IPv5]|spec.addresses.families is [IPv5] but must be of IPv4 and IPv6",
                "families: [IPv4]|families: []|spec.addresses.families is [] but must have IPv4, IPv6 or both",
                "address: 10.9.0.30|address: \"2001:db8\"|spec.backends.endpoints[0].address is 2001:db8 but",
                "address: 10.9.0.30|address: 10.9.0.300|spec.backends.endpoints[0].address is 10.9.0.300",
            })
    void a_wrong_value_is_named_with_its_field_and_what_would_be_right(String old, String now, String message) {
        assertThat(refusal(old, now).message()).startsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interval: 5s|interval: 10ms|spec.healthCheck.interval is 10ms but must be from 500ms to 600000ms",
                "interval: 5s|interval: 5s, timeout: 6s|spec.healthCheck.timeout is 6s but must be from 1ms to 5000ms",
                "[200-299]|[2xx]|spec.healthCheck.http.expectedStatuses is 2xx but must be statuses such as 204",
                "[200-299]|[299-200]|spec.healthCheck.http.expectedStatuses is 299-200 but must be statuses",
                "interval: 5s|interval: 5s, tcp: {}|spec.healthCheck is 2 questions but must be exactly one",
                "interval: 5s|interval: 5s, path: Elsewhere|spec.healthCheck.path is Elsewhere but must be RealAddress or DataPath",
            })
    void a_wrong_health_check_is_named_with_its_field(String old, String now, String message) {
        String check =
                "{http: {scheme: HTTP, path: /, expectedStatuses: [200-299]}, interval: 5s, rise: 2, fall: 3, panicThreshold: 50}";
        assertThat(refusal("drain:", "healthCheck: " + check.replace(old, now) + "\n  drain:")
                        .message())
                .startsWith(message);
    }

    @Test
    void an_echo_through_ipvs_is_refused() {
        assertThat(refusal("drain:", "healthCheck: {icmp: {}, " + BY_DATA_PATH + "}\n  drain:")
                        .message())
                .isEqualTo(
                        "spec.healthCheck.path is DataPath but must be RealAddress with icmp: IPVS forwards no echo");
    }

    @Test
    void the_path_of_what_is_masqueraded_is_the_real_address() {
        assertThat(refusal(
                                "method: DirectRouting",
                                "method: Masquerade, sourceAddress: Director}\n  healthCheck: {tcp: {}, "
                                        + BY_DATA_PATH)
                        .message())
                .isEqualTo(
                        "spec.healthCheck.path is DataPath but must be RealAddress with Masquerade: packets go to that"
                                + " address");
    }

    private static Refusal refusal(String old, String now) {
        return ServiceValidation.validate(Given.service(old, now))
                        instanceof ServiceValidation.Outcome.Invalid(Refusal refusal)
                ? refusal
                : new Refusal("None", "the service is valid");
    }
}
