package io.ipvsoperator.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableStatus;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerSpec;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterStatus;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The manifests of all kinds. The same classes, Javadoc and rules give the same bytes. */
final class Manifests {
    /** A kind and the parts of it. */
    record Kind(
            Class<? extends CustomResource<?, ?>> type, Class<? extends Record> spec, Class<? extends Record> status) {}

    static final List<Kind> KINDS = List.of(
            new Kind(VipPool.class, VipPoolSpec.class, VipPoolStatus.class),
            new Kind(VirtualService.class, VirtualServiceSpec.class, VirtualServiceStatus.class),
            new Kind(Director.class, DirectorSpec.class, DirectorStatus.class),
            new Kind(VirtualRouter.class, VirtualRouterSpec.class, VirtualRouterStatus.class),
            new Kind(ForwardingTable.class, ForwardingTableSpec.class, ForwardingTableStatus.class),
            new Kind(RealServer.class, RealServerSpec.class, RealServerStatus.class));

    private final Javadoc javadoc;
    private final Rules rules;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    Manifests(Javadoc javadoc, Rules rules) {
        this.javadoc = javadoc;
        this.rules = rules;
    }

    /** Contents by file name. */
    SortedMap<String, String> generate() {
        var files = new TreeMap<String, String>();
        for (Kind kind : KINDS) {
            ObjectNode manifest = refined(shapeOf(kind.type()), kind);
            files.put(manifest.at("/spec/names/plural").textValue() + ".yaml", serialization.asYaml(sorted(manifest)));
        }
        return files;
    }

    /** The schema of each kind out of its manifest. */
    static Map<String, JsonNode> schemasByKind(Collection<String> manifests) {
        var serialization = new KubernetesSerialization();
        return manifests.stream()
                .map(manifest -> serialization.unmarshal(manifest, ObjectNode.class))
                .collect(Collectors.toMap(
                        manifest -> manifest.at("/spec/names/kind").textValue(),
                        manifest -> manifest.at("/spec/versions/0/schema/openAPIV3Schema")));
    }

    /** What the generator of the Kubernetes client makes of the classes alone. */
    private ObjectNode shapeOf(Class<? extends CustomResource<?, ?>> type) {
        var output = new ByteArrayOutputStream();
        new CRDGenerator()
                .customResourceClasses(type)
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .withOutput(new SingleOutput(output))
                .generate();
        return serialization.unmarshal(output.toString(StandardCharsets.UTF_8), ObjectNode.class);
    }

    private ObjectNode refined(ObjectNode shape, Kind kind) {
        JsonNode rulesOfKind = rules.of(kind.type().getSimpleName());
        var version = (ObjectNode) shape.at("/spec/versions/0");
        var schema = schemaOf((ObjectNode) version.at("/schema/openAPIV3Schema"), kind);
        version.putObject("schema").set("openAPIV3Schema", MergePatch.apply(schema, rulesOfKind.path("schema")));
        version.set("additionalPrinterColumns", rulesOfKind.path("columns"));
        version.putObject("subresources").putObject("status");
        var names = (ObjectNode) shape.at("/spec/names");
        names.set("shortNames", rulesOfKind.path("shortNames"));
        names.set("categories", rulesOfKind.path("categories"));
        return shape;
    }

    private ObjectNode schemaOf(ObjectNode shape, Kind kind) {
        var refinement = new SchemaRefinement(javadoc, rules);
        javadoc.of(kind.type()).ifPresent(text -> shape.put("description", text));
        var properties = (ObjectNode) shape.path("properties");
        properties.set("spec", refinement.refine((ObjectNode) properties.path("spec"), kind.spec()));
        properties.set("status", refinement.refine((ObjectNode) properties.path("status"), kind.status()));
        return shape;
    }

    /** Keys in alphabetical order, lists as they are. */
    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode sorted = object.objectNode();
                object.propertyStream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
                yield sorted;
            }
            case ArrayNode array -> {
                ArrayNode sorted = array.arrayNode();
                array.forEach(element -> sorted.add(sorted(element)));
                yield sorted;
            }
            default -> node;
        };
    }

    private record SingleOutput(ByteArrayOutputStream output) implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return output;
        }

        @Override
        public void close() {}
    }
}
