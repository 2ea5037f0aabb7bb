package io.ipvsoperator.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user sees of the product on a cluster with three directors. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeDirectorsEndToEndIT {
    @RegisterExtension
    static final Tier TIER = new Tier();

    @Test
    @Order(1)
    void a_Service_of_our_class_gets_an_address_that_answers() {
        Shop shop = new Shop(TIER);
        shop.open();
        Await.until(() -> assertThat(shop.visit()).isNotBlank());
    }

    /** Ends the Service early, because its connections drain for a minute, in which the others run. */
    @Test
    @Order(2)
    void a_Service_answers_clients_in_its_source_ranges_alone() {
        Shop shop = new Shop(TIER);
        shop.admitOnly("198.51.100.0/24");
        Await.until(() -> assertThatExceptionOfType(CommandFailed.class).isThrownBy(shop::visit));
        shop.admitOnly("0.0.0.0/1", "128.0.0.0/1");
        Await.until(() -> assertThat(shop.visit()).isNotBlank());
        shop.close();
    }

    @Test
    void a_VirtualService_becomes_Ready_and_its_address_answers_from_both_backends() {
        String address = addressOf(web("suite-web"));
        Set<String> answers = Await.until(() -> IntStream.range(0, 10)
                .mapToObj(request -> TIER.request(address, port()))
                .collect(Collectors.toSet()));
        assertThat(answers).hasSize(2);
    }

    @Test
    void the_first_director_of_its_order_alone_holds_an_address_and_all_could_forward_for_it() {
        VirtualServiceStatus.Address address = web("suite-web").getFirst();
        awaitHolder(address.address(), address.order().getFirst());
        assertThat(kernels().forwardersOf(address.address(), port())).isEqualTo(TIER.directors());
    }

    @Test
    void six_addresses_over_three_directors_take_six_orders_and_each_director_holds_two() {
        List<VirtualServiceStatus.Address> addresses = heavy();
        assertThat(addresses).hasSize(6);
        assertThat(addresses).extracting(VirtualServiceStatus.Address::order).doesNotHaveDuplicates();
        Await.until(() -> assertThat(addresses.stream()
                        .flatMap(address -> kernels().holdersOf(address.address()).stream())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .isEqualTo(TIER.directors().stream().collect(Collectors.toMap(Function.identity(), director -> 2L))));
    }

    @Test
    void the_pool_says_what_the_worst_loss_would_come_to() {
        heavy();
        Await.until(() -> {
            var status =
                    Objects.requireNonNull(TIER.get(VipPool.class, Tier.POOL).getStatus());
            var utilization = Objects.requireNonNull(status.utilization());
            assertThat(utilization.normal()).isEqualTo(50);
            assertThat(Objects.requireNonNull(utilization.worstCase()).percent())
                    .isEqualTo(75);
        });
        TIER.awaitCondition("RedundancySatisfied", "vippool/" + Tier.POOL);
    }

    @Test
    void a_director_in_maintenance_hands_its_address_over_without_a_failed_request_and_gets_it_back() {
        VirtualServiceStatus.Address address = web("suite-web").getFirst();
        String first = address.order().getFirst();
        awaitHolder(address.address(), first);
        try (Requests requests = new Requests(() -> TIER.request(address.address(), port()))) {
            setMaintenance(first, true);
            awaitAnotherHolder(address.address(), kernels().without(first));
            Await.until(() -> assertThat(kernels().holdersOf(address.address())).doesNotContain(first));
            setMaintenance(first, false);
            awaitHolder(address.address(), first);
            assertThat(requests.failures()).isEmpty();
            assertThat(requests.answered()).isPositive();
        } finally {
            setMaintenance(first, false);
        }
    }

    @Test
    void the_loss_of_the_node_that_holds_an_address_is_bridged_and_the_address_comes_back_with_the_node() {
        VirtualServiceStatus.Address address = web("suite-web").getFirst();
        String first = address.order().getFirst();
        awaitHolder(address.address(), first);
        TIER.cluster().powerOff(first);
        try {
            awaitAnotherHolder(address.address(), kernels().without(first));
            Await.until(
                    () -> assertThat(TIER.request(address.address(), port())).isNotBlank());
        } finally {
            TIER.cluster().powerOn(first);
        }
        awaitHolder(address.address(), first);
    }

    @Test
    void deleting_a_VirtualService_takes_its_address_and_IPVS_entries_off_all_nodes() {
        String address = addressOf(web("suite-gone"));
        TIER.kubectl("delete", "virtualservices.ipvs-operator.io", "suite-gone");
        assertThat(kernels().holdersOf(address)).isEmpty();
        assertThat(kernels().forwardersOf(address, port())).isEmpty();
        Kernels everyNode = new Kernels(TIER.cluster(), TIER.nodes());
        Await.until(() -> assertThat(everyNode.holdersOf(address)).isEmpty());
    }

    private static void awaitHolder(String address, String director) {
        Await.until(
                Tier.PATIENCE, () -> assertThat(kernels().holdersOf(address)).containsExactly(director));
    }

    private static void awaitAnotherHolder(String address, Kernels others) {
        Await.until(() -> assertThat(others.holdersOf(address)).hasSize(1));
    }

    private static void setMaintenance(String director, boolean maintenance) {
        TIER.kubectl(
                "patch",
                "director",
                director,
                "--type=merge",
                "--patch",
                "{\"spec\":{\"maintenance\":" + maintenance + "}}");
    }

    /** @return its addresses, once it is ready */
    private static List<VirtualServiceStatus.Address> web(String name) {
        return ready(Manifest.example("lab-a/service.yaml")
                .with("/metadata", "name", name)
                .with("/spec", "poolName", Tier.POOL)
                .with("/spec", "addresses", "{count: 1}")
                .with("/spec", "drain", "{timeout: 1s}"));
    }

    private static List<VirtualServiceStatus.Address> heavy() {
        return ready(Manifest.example("question-3/service.yaml")
                .with("/spec", "poolName", Tier.POOL)
                .with("/metadata", "name", "suite-heavy")
                .with("/spec", "drain", "{timeout: 1s}"));
    }

    private static List<VirtualServiceStatus.Address> ready(Manifest service) {
        TIER.apply(service.with("/spec", "ports", "[{name: http, port: " + port() + "}]")
                .with("/spec/backends", "endpoints", endpoints()));
        TIER.awaitCondition("Ready", "virtualservices.ipvs-operator.io/" + service.name());
        var status = Objects.requireNonNull(
                TIER.get(VirtualService.class, service.name()).getStatus());
        return Objects.requireNonNull(status.addresses());
    }

    private static String endpoints() {
        return segment().backends().stream()
                .map(address -> "{address: " + address + "}")
                .toList()
                .toString();
    }

    private static String addressOf(List<VirtualServiceStatus.Address> addresses) {
        return addresses.getFirst().address();
    }

    private static Kernels kernels() {
        return new Kernels(TIER.cluster(), TIER.directors());
    }

    private static Segment segment() {
        return TIER.cluster().segment();
    }

    private static int port() {
        return segment().port();
    }
}
