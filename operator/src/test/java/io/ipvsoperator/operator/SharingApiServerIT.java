package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services of one namespace that share addresses. */
class SharingApiServerIT extends OperatorOnApiServer {
    @BeforeEach
    void aPool() {
        applyPool("10.9.0.200-10.9.0.205");
    }

    private VirtualService applySharing(String name, int port) {
        return applyService(name, """
                poolName: edge
                addresses: {sharing: {key: front}}
                ports: [{port: %d}]
                backends: {endpoints: [{address: 10.9.0.30}]}
                """.formatted(port));
    }

    @Test
    void two_services_share_one_address_with_ports_of_their_own() {
        VirtualService web = applySharing("web", 80);
        VirtualService mail = applySharing("mail", 25);

        assertThat(status(awaitCondition("web", "Ready", "True", "Ready")).addresses())
                .extracting(VirtualServiceStatus.Address::address)
                .containsExactly("10.9.0.200");
        assertThat(status(awaitCondition("mail", "Ready", "True", "Ready")).addresses())
                .extracting(VirtualServiceStatus.Address::address)
                .containsExactly("10.9.0.200");
        assertThat(tableOf(web).getSpec().addresses())
                .isEqualTo(tableOf(mail).getSpec().addresses());
    }

    @Test
    void who_asks_for_a_port_that_is_taken_gets_it_when_the_other_is_gone() {
        VirtualService web = applySharing("web", 80);
        awaitCondition("web", "Ready", "True", "Ready");
        VirtualService late = applySharing("late", 80);
        VirtualService refused = awaitCondition("late", "Accepted", "False", "AddressInUse");
        assertThat(condition(refused, "Accepted").getMessage())
                .startsWith("spec.ports has TCP 80, which VirtualService " + cluster.namespace() + "/web has");
        assertThat(tableOf(late)).isNull();

        client.resource(web).delete();

        awaitCondition("late", "Ready", "True", "Ready");
        assertThat(tableOf(late).getSpec().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void the_address_goes_with_the_last_that_shares_it() {
        VirtualService web = applySharing("web", 80);
        VirtualService mail = applySharing("mail", 25);
        awaitCondition("web", "Ready", "True", "Ready");
        awaitCondition("mail", "Ready", "True", "Ready");

        client.resource(web).delete();
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        assertThat(get(ForwardingTable.class, tableName(web))).isNull();
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsOnlyNulls();

        client.resource(mail).delete();
        Await.until(() -> assertThat(router("edge-33-v4")).isNull());
        Await.until(() -> assertThat(client.resource(mail).get()).isNull());
    }

    @Test
    void what_runs_keeps_its_address_whatever_key_is_written() {
        VirtualService web = applySharing("web", 80);
        awaitCondition("web", "Ready", "True", "Ready");

        applyService("web", "{sharing: {key: back}}", "10.9.0.30", "edge");

        awaitCondition("web", "Accepted", "False", "SharingChanged");
        assertThat(tableOf(web).getSpec().addresses()).containsExactly("10.9.0.200");
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsOnlyNulls();
    }
}
