package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.testing.Kubectl;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Await;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kubectl, Helm, Flux and Argo CD rely on. */
class ConventionsApiServerIT extends OperatorOnApiServer {
    private static final Set<String> OTHERS = Set.of("user", "ipvs-node-agent");

    private final Kubectl kubectl = new Kubectl();

    @BeforeEach
    void aServiceThatIsReady() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        awaitPoolCondition("Ready", "True", "Ready");
    }

    @Test
    void whatever_the_operator_writes_it_applies_as_one_field_manager() {
        assertThat(Stream.of(
                                VipPool.class,
                                VirtualService.class,
                                Director.class,
                                VirtualRouter.class,
                                ForwardingTable.class,
                                RealServer.class)
                        .flatMap(kind -> client.resources(kind).inAnyNamespace().list().getItems().stream())
                        .flatMap(object -> entries(object).map(entry -> object.getKind() + " " + entry))
                        .distinct())
                .allSatisfy(entry -> assertThat(entry).endsWith(" ipvs-operator Apply"))
                .hasSize(6);
    }

    /** Manager and operation of each entry of the operator's. */
    private static Stream<String> entries(HasMetadata object) {
        List<ManagedFieldsEntry> fields = object.getMetadata().getManagedFields();
        return fields.stream()
                .filter(entry -> !OTHERS.contains(entry.getManager()))
                .map(entry -> entry.getManager() + " " + entry.getOperation());
    }

    @Test
    void kubectl_waits_for_what_is_ready() throws IOException, InterruptedException {
        assertThat(kubectl.run(
                        "wait",
                        "--for=condition=Ready",
                        "--timeout=10s",
                        "--namespace=" + cluster.namespace(),
                        "virtualservices.ipvs-operator.io/web",
                        "--output=name"))
                .contains("virtualservice.ipvs-operator.io/web");
        assertThat(kubectl.run("wait", "--for=condition=Ready", "--timeout=10s", "vippool/edge"))
                .contains("condition met");
        assertThat(kubectl.run("wait", "--for=condition=Available", "--timeout=10s", "director/d1"))
                .contains("condition met");
    }

    @Test
    void every_condition_says_of_which_generation_it_speaks() {
        applyService("web", "{requested: [10.9.0.200]}", "10.9.0.31", "edge");
        applyPool("10.9.0.200-10.9.0.204");

        Await.until(() -> {
            VirtualService web = client.resources(VirtualService.class)
                    .inNamespace(cluster.namespace())
                    .withName("web")
                    .get();
            assertThat(web.getMetadata().getGeneration()).isEqualTo(2);
            assertThat(status(web).observedGeneration()).isEqualTo(2);
            assertThat(status(web).conditions())
                    .allSatisfy(condition -> assertThat(condition.getObservedGeneration())
                            .as(condition.getType())
                            .isEqualTo(2));
        });
        Await.until(() -> {
            VipPool edge = get(VipPool.class, "edge");
            assertThat(edge.getMetadata().getGeneration()).isEqualTo(2);
            assertThat(Objects.requireNonNull(edge.getStatus()).observedGeneration())
                    .isEqualTo(2);
            assertThat(edge.getStatus().conditions())
                    .allSatisfy(condition -> assertThat(condition.getObservedGeneration())
                            .as(condition.getType())
                            .isEqualTo(2));
        });
    }

    @Test
    void kubectl_shows_a_service_in_words_that_fit_a_line() throws IOException, InterruptedException {
        List<String> shown = lines("get", "ivs", "--namespace=" + cluster.namespace());

        assertThat(cells(shown.getFirst()))
                .containsExactly("NAME", "VIP", "PREFERRED", "BACKENDS", "PROGRAMMED", "READY", "N-1", "AGE");
        assertThat(cells(shown.getLast())).startsWith("web", "10.9.0.200").doesNotContain("<none>");
        assertThat(shown).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    }

    @Test
    void kubectl_shows_a_pool_in_words_that_fit_a_line() throws IOException, InterruptedException {
        List<String> shown = lines("get", "vippools");

        assertThat(cells(shown.getFirst()))
                .containsExactly(
                        "NAME", "READY", "DIRECTORS", "AVAILABLE", "FREE", "TOLERATES", "WORST %", "MOVES", "AGE");
        assertThat(cells(shown.getLast())).startsWith("edge", "True", "3", "3", "5");
        assertThat(shown).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    }

    @Test
    void wide_columns_hold_values_where_there_are_any() throws IOException, InterruptedException {
        List<String> service = lines("get", "ivs", "--namespace=" + cluster.namespace(), "--output=wide");
        assertThat(cells(service.getFirst())).contains("POOL", "DECLARED BIT/S", "SCHEDULER", "PORTS", "ADDRESSES");
        assertThat(cells(service.getLast())).contains("edge", "rr", "80");

        List<String> directors = lines("get", "directors", "--output=wide");
        assertThat(cells(directors.getFirst())).contains("AVAILABLE", "MAINTENANCE", "ACTIVE", "VERSION");
        assertThat(directors).hasSize(4);
    }

    private List<String> lines(String... arguments) throws IOException, InterruptedException {
        return kubectl.run(arguments).lines().toList();
    }

    /** Columns are two spaces apart at least. */
    private static List<String> cells(String line) {
        return Arrays.asList(line.strip().split(" {2,}", -1));
    }
}
