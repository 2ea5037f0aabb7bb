package io.ipvsoperator.operator.endtoend;

import io.fabric8.kubernetes.api.model.Service;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Service of type LoadBalancer in front of the segment's backends. */
record Shop(Tier tier) {
    /** One that nobody else in the namespace has. */
    private static final String NAME = "suite-shop";

    /** No node has a program that listens there: only kube-proxy can answer. */
    private static final int PORT = 8088;

    /** Makes it, and waits until it is ready. */
    void open() {
        tier.apply(service());
        tier.apply(endpoints());
        tier.awaitCondition("ipvs-operator.io/Ready", "service/" + NAME);
    }

    /**
     * The name of the backend that answers.
     *
     * @throws CommandFailed when none does
     */
    String visit() {
        String address = tier.get(Service.class, NAME)
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .getFirst()
                .getIp();
        return tier.request(address, PORT);
    }

    void admitOnly(String... networks) {
        String ranges =
                Stream.of(networks).map(network -> "\"" + network + "\"").collect(Collectors.joining(", "));
        patch("{\"spec\":{\"loadBalancerSourceRanges\":[" + ranges + "]}}");
    }

    /** Begins its end; connections may go on for a minute. */
    void close() {
        tier.kubectl("delete", "service/" + NAME, "--wait=false");
    }

    private void patch(String patch) {
        tier.kubectl("patch", "service", NAME, "--type=merge", "--patch", patch);
    }

    private Manifest service() {
        return Manifest.example("load-balancer/service.yaml")
                .with("/metadata", "name", NAME)
                .with("/metadata", "annotations", "{ipvs-operator.io/pool: " + Tier.POOL + "}")
                .with("/spec", "externalTrafficPolicy", "Cluster")
                .with(
                        "/spec",
                        "ports",
                        "[{name: http, port: " + PORT + ", targetPort: "
                                + segment().port() + "}]")
                .without("/spec", "selector");
    }

    /** In the place of Pods, for which the lab has no image of a web server. */
    private Manifest endpoints() {
        return Manifest.of("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s, namespace: default, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                ports: [{name: http, protocol: TCP, port: %2$d}]
                endpoints: [{addresses: ['%3$s'], conditions: {ready: true}}, {addresses: ['%4$s'], conditions: {ready: true}}]
                """.formatted(
                        NAME,
                        segment().port(),
                        segment().backends().getFirst(),
                        segment().backends().getLast()));
    }

    private Segment segment() {
        return tier.cluster().segment();
    }
}
