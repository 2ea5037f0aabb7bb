package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.TcpRelay;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** All connections to the API server break at once, for less than the lease of the leader lasts. */
class BrokenWatchApiServerIT extends OperatorOnApiServer {
    @Test
    void what_changed_meanwhile_is_seen_and_what_runs_is_not_touched() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        operator.close();
        URI server = URI.create(rights.operator().getMasterUrl());
        try (TcpRelay relay = new TcpRelay(new InetSocketAddress(server.getHost(), server.getPort()));
                KubernetesClient relayed = KubernetesClients.connect(through(relay, server));
                IpvsOperator cutOff = new IpvsOperator(
                        relayed, new OperatorConfiguration(cluster.namespace(), "cut-off", 0), () -> {})) {
            cutOff.start();
            Await.until(() -> assertThat(cutOff.isLeading()).isTrue());
            String routerBefore = router("edge-33-v4").getMetadata().getResourceVersion();

            relay.cut();
            applyService("other", "10.9.0.201", "10.9.0.30");
            applyService("web", "10.9.0.200", "10.9.0.31");
            relay.mend();

            awaitCondition("other", "Ready", "True", "Ready");
            Await.until(() -> assertThat(tableOf(web).getSpec().destinations())
                    .contains(new ForwardingTableSpec.Destination("10.9.0.31", 1)));
            assertThat(router("edge-33-v4").getMetadata().getResourceVersion()).isEqualTo(routerBefore);
            assertThat(cutOff.isHealthy()).isTrue();
            assertThat(cutOff.isLeading()).isTrue();
        }
    }

    private Config through(TcpRelay relay, URI server) {
        Config config = rights.operator();
        config.setMasterUrl("https://" + server.getHost() + ":" + relay.port() + "/");
        return config;
    }
}
