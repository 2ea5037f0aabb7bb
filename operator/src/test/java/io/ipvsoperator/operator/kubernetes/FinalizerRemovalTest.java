package io.ipvsoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.operator.testing.CrudServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinalizerRemovalTest {
    private static final String OURS = "ipvs-operator.io/drain";
    private static final String OTHER = "example.com/other";

    private final CrudServer server = new CrudServer();
    private final KubernetesClient client = server.client();
    private final FinalizerRemoval removal = new FinalizerRemoval(client);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void only_this_one_goes() {
        Service service = create(OTHER, OURS);

        Optional<Service> left = removal.remove(service, OURS);

        assertThat(left)
                .map(found -> found.getMetadata().getFinalizers())
                .hasValueSatisfying(finalizers -> assertThat(finalizers).containsExactly(OTHER));
    }

    @Test
    void with_the_last_one_a_deleted_object_is_gone() {
        create(OURS);
        client.services().inNamespace("shop").withName("web").delete();
        Service deleted = client.services().inNamespace("shop").withName("web").get();

        assertThat(removal.remove(deleted, OURS)).isEmpty();
    }

    @Test
    void an_object_without_it_costs_no_request() {
        Service nowhere = service(OTHER);

        assertThat(removal.remove(nowhere, OURS)).contains(nowhere);
    }

    @Test
    void what_is_gone_already_has_none() {
        Service service = create(OTHER, OURS);
        client.services()
                .inNamespace("shop")
                .withName("web")
                .edit(found -> new ServiceBuilder(found)
                        .editMetadata()
                        .withFinalizers(List.of())
                        .endMetadata()
                        .build());
        client.services().inNamespace("shop").withName("web").delete();

        assertThat(removal.remove(service, OURS)).isEmpty();
    }

    private Service create(String... finalizers) {
        return client.resource(service(finalizers)).create();
    }

    private static Service service(String... finalizers) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withFinalizers(finalizers)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }
}
