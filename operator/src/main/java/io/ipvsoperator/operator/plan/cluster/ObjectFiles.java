package io.ipvsoperator.operator.plan.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.plan.problem.BadInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects from YAML or JSON, as {@code kubectl get -o yaml} prints them: single ones, several documents, lists. */
public final class ObjectFiles {
    private static final Map<Class<? extends HasMetadata>, List<String>> NEEDED = Map.of(
            VipPool.class,
            List.of(
                    "metadata.creationTimestamp",
                    "spec.addresses",
                    "spec.allowedNamespaces.from",
                    "spec.directors.selector",
                    "spec.redundancy.toleratedFailures",
                    "spec.vrrp.version",
                    "spec.vrrp.virtualRouterIds.first"),
            VirtualService.class,
            List.of(
                    "metadata.uid",
                    "metadata.namespace",
                    "metadata.creationTimestamp",
                    "spec.poolName",
                    "spec.addresses.count",
                    "spec.addresses.families"),
            Service.class,
            List.of("metadata.uid", "metadata.namespace", "metadata.creationTimestamp", "spec.type"),
            Director.class,
            List.of("metadata.creationTimestamp"),
            VirtualRouter.class,
            List.of("spec.pool", "spec.addresses", "spec.members"));

    private final YAMLMapper yaml = new YAMLMapper();
    private final KubernetesSerialization objects = new KubernetesSerialization(
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false), false);
    private final Map<String, List<JsonNode>> found = new LinkedHashMap<>();

    /** @param texts by name of the file */
    public static Snapshot read(Map<String, String> texts) {
        ObjectFiles files = new ObjectFiles();
        texts.forEach(files::add);
        return files.snapshot();
    }

    private void add(String file, String text) {
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNextValue()) {
                add(file, documents.nextValue());
            }
        } catch (JsonProcessingException wrong) {
            throw new BadInput(file + ": line "
                    + (wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr()) + " is no YAML: "
                    + wrong.getOriginalMessage());
        } catch (IOException impossible) {
            throw new BadInput(file + ": cannot be read: " + impossible.getMessage());
        }
    }

    private void add(String file, JsonNode object) {
        String kind = object.path("kind").asText("");
        if (kind.equals("List")
                || (kind.endsWith("List") && object.path("items").isArray())) {
            object.path("items").forEach(item -> add(file, item));
        } else if (kind.isEmpty() && !object.isEmpty()) {
            throw new BadInput(file + ": an object has no kind; give what kubectl get -o yaml prints");
        } else {
            found.computeIfAbsent(kind, first -> new ArrayList<>()).add(object);
        }
    }

    private Snapshot snapshot() {
        Snapshot snapshot = new Snapshot(
                all(VipPool.class),
                all(VirtualService.class),
                all(Service.class),
                all(Node.class),
                all(Director.class),
                all(RealServer.class),
                all(VirtualRouter.class),
                all(ForwardingTable.class),
                all(Namespace.class));
        if (!snapshot.pools().isEmpty() && snapshot.nodes().isEmpty()) {
            throw new BadInput("the files have a VipPool but no Node, so it is not known which directors there are;"
                    + " add what kubectl get nodes -o yaml prints");
        }
        return snapshot;
    }

    private <T extends HasMetadata> List<T> all(Class<T> kind) {
        return found.getOrDefault(kind.getSimpleName(), List.of()).stream()
                .map(node -> object(kind, node))
                .toList();
    }

    private <T extends HasMetadata> T object(Class<T> kind, JsonNode node) {
        String name =
                kind.getSimpleName() + " " + node.path("metadata").path("name").asText("without a name");
        for (String path : NEEDED.getOrDefault(kind, List.of())) {
            if (node.at("/" + path.replace('.', '/')).isMissingNode()) {
                throw new BadInput(name + " has no " + path
                        + "; give it as the API server returns it, with every default: kubectl get -o yaml");
            }
        }
        try {
            return objects.convertValue(node, kind);
        } catch (IllegalArgumentException wrong) {
            throw new BadInput(name + " cannot be read: " + wrong.getMessage());
        }
    }
}
