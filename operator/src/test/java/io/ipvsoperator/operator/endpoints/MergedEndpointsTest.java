package io.ipvsoperator.operator.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint.PortName;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedEndpointsTest {
    private static final PodAddresses NO_PODS = PodAddresses.of("shop", List.of());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|READY",
                "{ready: true}|READY",
                "{ready: false}|NOT_READY",
                "{ready: false, serving: true, terminating: true}|TERMINATING",
                "{ready: true, terminating: true}|TERMINATING",
                "{ready: false, serving: false, terminating: true}|NOT_READY",
                "{ready: false, serving: true, terminating: false}|NOT_READY",
            })
    void conditions_count_as_kube_proxy_reads_them(String conditions, Readiness readiness) {
        EndpointSlice slice = Given.slice("web-a", "{addresses: [10.9.0.31], conditions: %s}".formatted(conditions));

        assertThat(merge(slice).endpoints())
                .singleElement()
                .extracting(ServiceEndpoint::readiness)
                .isEqualTo(readiness);
    }

    @Test
    void the_order_of_slices_makes_no_difference() {
        EndpointSlice some = Given.slice("web-a", "{addresses: [10.9.0.32]}, {addresses: [10.9.0.31]}");
        EndpointSlice others = Given.slice("web-b", "{addresses: [10.9.0.31], conditions: {ready: false}}");

        assertThat(merge(some, others)).isEqualTo(merge(others, some));
        assertThat(merge(some, others).endpoints())
                .extracting(ServiceEndpoint::address)
                .containsExactly(IpAddress.of("10.9.0.31"), IpAddress.of("10.9.0.32"));
    }

    @Test
    void an_address_in_two_slices_is_one_endpoint_ready_if_one_of_them_says_so() {
        EndpointSlice leaving = Given.slice("web-a", "{addresses: [10.9.0.31], conditions: {ready: false}}");
        EndpointSlice coming = Given.slice("web-b", "{addresses: [10.9.0.31], conditions: {ready: true}}");

        assertThat(merge(leaving, coming).endpoints())
                .singleElement()
                .extracting(ServiceEndpoint::readiness)
                .isEqualTo(Readiness.READY);
    }

    @Test
    void both_families_are_read() {
        EndpointSlice ipv6 = Given.slice("web-b", "{addresses: [\"2001:db8::31\"]}");
        ipv6.setAddressType("IPv6");

        assertThat(merge(Given.slice("web-a", "{addresses: [10.9.0.31]}"), ipv6).endpoints())
                .extracting(endpoint -> endpoint.address().toString())
                .containsExactly("10.9.0.31", "2001:db8::31");
    }

    @Test
    void a_name_instead_of_an_address_is_told() {
        EndpointSlice slice = Given.slice("web-a", "{addresses: [www.example.com]}");
        slice.setAddressType("FQDN");

        assertThat(merge(slice).endpoints()).isEmpty();
        assertThat(merge(slice).unusable()).singleElement().asString().contains("web-a", "www.example.com", "FQDN");
    }

    @Test
    void each_port_of_the_slice_is_known_by_its_name() {
        assertThat(merge(Given.slice("web-a", "{addresses: [10.9.0.31]}")).endpoints())
                .singleElement()
                .extracting(ServiceEndpoint::ports)
                .isEqualTo(Map.of(new PortName("http", "TCP"), 80));
    }

    @Test
    void an_endpoint_is_a_Pods_only_if_that_Pod_has_the_address() {
        EndpointSlice slice = Given.slice("web-a", referring("web-1", "shop"));

        assertThat(origin(slice, Given.pod("web-1", "shop", "10.244.1.5")))
                .isEqualTo(new EndpointOrigin.OfPod("web-1"));
        assertThat(origin(slice, Given.pod("web-1", "shop", "10.244.1.6")))
                .isEqualTo(new EndpointOrigin.OnlyWritten("web-a"));
    }

    @Test
    void a_Pod_of_another_namespace_is_no_proof() {
        assertThat(origin(Given.slice("web-a", referring("web-1", "other")), Given.pod("web-1", "other", "10.244.1.5")))
                .isEqualTo(new EndpointOrigin.OnlyWritten("web-a"));
        assertThat(origin(Given.slice("web-a", referring("web-1", "shop")), Given.pod("web-1", "other", "10.244.1.5")))
                .isEqualTo(new EndpointOrigin.OnlyWritten("web-a"));
    }

    @Test
    void a_Pod_that_is_finished_proves_nothing_for_others_may_have_its_address_by_now() {
        Pod finished = Given.pod("web-1", "shop", "10.244.1.5");
        finished.getStatus().setPhase("Succeeded");

        assertThat(origin(Given.slice("web-a", referring("web-1", "shop")), finished))
                .isEqualTo(new EndpointOrigin.OnlyWritten("web-a"));
    }

    private static String referring(String pod, String namespace) {
        return "{addresses: [10.244.1.5], targetRef: {kind: Pod, name: %s, namespace: %s}}".formatted(pod, namespace);
    }

    private static EndpointOrigin origin(EndpointSlice slice, Pod pod) {
        return MergedEndpoints.of(List.of(slice), PodAddresses.of("shop", List.of(pod)))
                .endpoints()
                .getFirst()
                .origin();
    }

    private static MergedEndpoints merge(EndpointSlice... slices) {
        return MergedEndpoints.of(List.of(slices), NO_PODS);
    }
}
