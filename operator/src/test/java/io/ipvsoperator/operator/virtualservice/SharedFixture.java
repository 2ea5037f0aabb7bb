package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;

/** Service {@code shop/web} at port 80 and others that share the address 10.9.0.200 by key front. */
final class SharedFixture {
    static final String FRONT = new SharingKey("edge", "shop", "front").holder();
    static final String OLDER = "2026-01-01T00:00:00Z";
    static final String YOUNGER = "2026-01-03T00:00:00Z";

    private SharedFixture() {}

    static ServiceFixture fixture() {
        ServiceFixture fixture = new ServiceFixture();
        fixture.service = Given.service("families: [IPv4]", "families: [IPv4], sharing: {key: front}");
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false, FRONT));
        return fixture;
    }

    static VirtualService other(String name, int port, String created) {
        return other(name, port, created, "count: 1");
    }

    static VirtualService other(String name, int port, String created, String addresses) {
        return Given.service(
                "name: web",
                "name: " + name,
                "web-uid",
                name + "-uid",
                "port: 80",
                "port: " + port,
                "2026-01-02T00:00:00Z",
                created,
                "count: 1, families: [IPv4]",
                addresses + ", families: [IPv4], sharing: {key: front}");
    }

    /** Of another service. */
    static ForwardingTable serving(String name, int port) {
        return Given.table("""
                metadata: {name: vs-%1$s-uid, resourceVersion: "200", creationTimestamp: "2026-01-03T00:00:00Z"}
                spec:
                  source: {kind: VirtualService, namespace: shop, name: %1$s, uid: %1$s-uid, generation: 1}
                  pool: edge
                  addresses: [10.9.0.200]
                  services: [{protocol: TCP, port: %2$d, targetPort: %2$d, scheduler: rr, schedulerFlags: []}]
                  forwarding: {method: DirectRouting}
                  destinations: [{address: 10.9.0.30, weight: 1}]
                """.formatted(name, port));
    }
}
