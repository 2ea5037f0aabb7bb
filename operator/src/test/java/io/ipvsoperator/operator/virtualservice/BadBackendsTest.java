package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.testing.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the table of mistakes in docs/backends.md, with the very words that a user gets. */
class BadBackendsTest {
    private static final String HTTP_80 = "ports: [{name: http, protocol: TCP, port: 80}]";

    private final ServiceFixture fixture = new ServiceFixture();

    BadBackendsTest() {
        fixture.pool = Optional.of(Given.pool("allowedEndpoints: [10.9.0.0/24]", "allowedEndpoints: []"));
        backedByAService("port: 80");
    }

    @Test
    void the_Service_does_not_exist() throws IOException {
        assertSaid(
                Optional.empty(),
                Given.slice("web-a", ""),
                "ServiceNotFound",
                "spec.backends.service.name is web but namespace shop has no Service of that name; create it");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 80|{name: http, port: 8080}|Service web has no TCP port 80 for port 80; it has http (TCP 8080): name one of them in spec.ports[].targetPort",
                "port: 443, targetPort: https|{name: http, port: 80}|Service web has no TCP port named https for port 443; it has http (TCP 80): name one of them in spec.ports[].targetPort",
            })
    void the_Service_has_no_such_port(String port, String servicePort, String message) throws IOException {
        backedByAService(port);

        assertSaid(
                Optional.of(Given.kubernetesService("ports: [" + servicePort + "]")),
                Given.slice("web-a", ""),
                "PortNotFound",
                message);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "|NoEndpoints|Service web has no endpoints; no running Pod matches its selector",
                "{addresses: [10.9.0.31], conditions: {ready: false}}, {addresses: [10.9.0.32], conditions: {ready: false}}, {addresses: [10.9.0.33], conditions: {ready: false}}|NoEndpoints|none of the 3 endpoints of Service web is ready",
                "{addresses: [10.244.1.5], targetRef: {kind: Pod, name: web-1}}|MasqueradeRequired|10.244.1.5 is the own address of Pod web-1, which forwarding.method: DirectRouting cannot reach: use Masquerade, or Pods with hostNetwork: true",
                "{addresses: [10.9.0.40]}|EndpointNotAllowed|10.9.0.40 in EndpointSlice web-a is no Pod's of namespace shop, so it counts as a static endpoint, which is not allowed: allowedEndpoints of VipPool edge is empty, which allows none",
                "{addresses: [127.0.0.1]}|EndpointNotAllowed|127.0.0.1 in EndpointSlice web-a is no Pod's of namespace shop, so it counts as a static endpoint, a loopback address, which can never be a backend",
                "{addresses: [10.9.0.11], targetRef: {kind: Pod, name: web-2}}|DirectorIsBackend|10.9.0.11 of Pod web-2, which is director d1 of VipPool edge: a director that is a backend of its own address would send packets in a circle; choose another backend or take the node out of the pool's directors",
            })
    void no_endpoint_can_be_sent_to(String endpoints, String reason, String message) throws IOException {
        assertSaid(
                Optional.of(Given.kubernetesService(HTTP_80)),
                Given.slice("web-a", endpoints == null ? "" : endpoints),
                reason,
                message);
    }

    @Test
    void Pods_listen_elsewhere() throws IOException {
        EndpointSlice slice = Given.slice("web-a", "{addresses: [10.9.0.31], targetRef: {kind: Pod, name: web-3}}");
        slice.getPorts().getFirst().setPort(8080);

        assertSaid(
                Optional.of(Given.kubernetesService(HTTP_80)),
                slice,
                "PortNotKept",
                "10.9.0.31 listens on port 8080 but DirectRouting keeps port 80: let it listen on 80 or use"
                        + " forwarding.method: Masquerade");
    }

    @Test
    void a_slice_has_names_instead_of_addresses() throws IOException {
        EndpointSlice slice = Given.slice("web-a", "{addresses: [www.example.com]}");
        slice.setAddressType("FQDN");

        assertSaid(
                Optional.of(Given.kubernetesService(HTTP_80)),
                slice,
                "AddressTypeUnsupported",
                "EndpointSlice web-a has \"www.example.com\" of type FQDN, but packets are sent to addresses: name a Service"
                        + " whose EndpointSlices have some");
    }

    private void backedByAService(String port) {
        fixture.service =
                Given.service("endpoints: [{address: 10.9.0.30, weight: 1}]", "service: {name: web}", "port: 80", port);
    }

    private void assertSaid(Optional<Service> backend, EndpointSlice slice, String reason, String message)
            throws IOException {
        fixture.clusterBackends = Optional.of(new ClusterBackends(
                "shop",
                "web",
                backend,
                List.of(slice),
                List.of(
                        Given.pod("web-1", "shop", "10.244.1.5"),
                        Given.pod("web-2", "shop", "10.9.0.11"),
                        Given.pod("web-3", "shop", "10.9.0.31"))));
        ServiceDecision decision = ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
        ConditionValue said =
                new BackendsReport(decision.resolved(), decision.table(), decision.backends()).condition();

        assertThat(said.reason()).isEqualTo(reason);
        assertThat(said.message()).isEqualTo(message);
        assertThat(Files.readString(Path.of("../docs/backends.md"))).contains("`" + reason + "` | " + message + " |");
    }
}
