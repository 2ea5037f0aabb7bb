package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.MortalRequests;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** An operator that is killed between any two of its writes: the next one comes to the same end. */
class KilledOperatorApiServerIT extends OperatorOnApiServer {
    private static final int MORE_THAN_IT_EVER_WRITES = 30;

    @Test
    void whichever_write_of_a_new_service_is_its_last_the_next_one_finishes() {
        applyPool("10.9.0.200-10.9.0.229");
        awaitPoolCondition("Ready", "True", "Ready");

        for (int writes = 0; writes <= MORE_THAN_IT_EVER_WRITES; writes++) {
            String name = "web-" + writes;
            boolean killed = liveFor(writes, () -> applyServiceWithoutRequest(name, "10.9.0.30"), () -> isReady(name));

            awaitCondition(name, "Ready", "True", "Ready");
            assertThat(heldAddresses())
                    .as("after %d writes", writes)
                    .doesNotHaveDuplicates()
                    .hasSize(writes + 1);
            if (!killed) {
                assertThat(writes).as("writes that a service takes").isGreaterThan(3);
                return;
            }
        }
        throw new AssertionError("a service takes more than " + MORE_THAN_IT_EVER_WRITES + " writes");
    }

    @Test
    void whichever_write_of_a_deletion_is_its_last_the_next_one_finishes_and_the_address_is_free() {
        applyPool("10.9.0.200");
        awaitPoolCondition("Ready", "True", "Ready");

        for (int writes = 0; writes <= MORE_THAN_IT_EVER_WRITES; writes++) {
            VirtualService service = applyService("web-" + writes, "10.9.0.200", "10.9.0.30");
            awaitCondition("web-" + writes, "Ready", "True", "Ready");

            boolean killed = liveFor(writes, () -> client.resource(service).delete(), () -> isGone(service));

            Await.until(() -> assertThat(isGone(service)).isTrue());
            assertThat(tableOf(service)).isNull();
            if (!killed) {
                assertThat(writes).as("writes that a deletion takes").isGreaterThan(3);
                return;
            }
        }
        throw new AssertionError("a deletion takes more than " + MORE_THAN_IT_EVER_WRITES + " writes");
    }

    /**
     * An operator takes over that lives for so many writes from the change on. Another one follows it.
     *
     * @return whether it died before the change was done
     */
    private boolean liveFor(int writes, Runnable change, BooleanSupplier isDone) {
        operator.close();
        MortalRequests mortal = new MortalRequests();
        try (KubernetesClient mortalClient = KubernetesClients.builder(rights.operator())
                        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("mortal", mortal)
                                .addOrReplaceInterceptor("recorded", requests))
                        .build();
                IpvsOperator killed = new IpvsOperator(
                        mortalClient, new OperatorConfiguration(cluster.namespace(), "mortal", 0), () -> {})) {
            killed.start();
            Await.until(() -> assertThat(killed.isLeading()).isTrue());
            mortal.diesAfter(writes);
            change.run();
            Await.until(
                    () -> assertThat(mortal.isDead() || isDone.getAsBoolean()).isTrue());
        }
        operator = newOperator("next");
        operator.start();
        return mortal.isDead();
    }

    private boolean isReady(String name) {
        VirtualService service = client.resources(VirtualService.class)
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
        return service.getStatus() != null
                && condition(service, "Ready").getStatus().equals("True");
    }

    private boolean isGone(VirtualService service) {
        return client.resource(service).get() == null;
    }

    private List<String> heldAddresses() {
        return client.resources(VirtualRouter.class).list().getItems().stream()
                .flatMap(router -> router.getSpec().addresses().stream())
                .map(VirtualRouterSpec.Address::address)
                .toList();
    }
}
