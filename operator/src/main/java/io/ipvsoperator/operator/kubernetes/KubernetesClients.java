package io.ipvsoperator.operator.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Makes clients that get along with an API that is one minor version ahead or behind. */
public final class KubernetesClients {
    private KubernetesClients() {}

    public static KubernetesClient connect(Config config) {
        return builder(config).build();
    }

    /** Of the same client, for callers that want to see its requests. */
    public static KubernetesClientBuilder builder(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(tolerantMapper(), true));
    }

    /** Fields of a newer API are ignored; fields that are absent here are absent on the wire, which server-side apply needs. */
    private static ObjectMapper tolerantMapper() {
        return new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    }
}
