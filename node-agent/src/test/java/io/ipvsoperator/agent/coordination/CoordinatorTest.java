package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.coordination.Situations.ETH1;
import static io.ipvsoperator.agent.coordination.Situations.OTHER;
import static io.ipvsoperator.agent.coordination.Situations.VIRTUAL;
import static io.ipvsoperator.agent.coordination.Situations.plan;
import static io.ipvsoperator.agent.coordination.Situations.router;
import static io.ipvsoperator.agent.coordination.Situations.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.address.DeviceReport;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.demand.DemandWatch;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.vrrp.AddressClaims;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.agent.vrrp.VrrpLoops;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of an agent's threads but those that touch the outside: a kernel that is told what to do, and fake time. */
class CoordinatorTest {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int PATIENCE_STEPS = 500;

    private final FakeKernel kernel = new FakeKernel();
    private final TestAddresses addresses = new TestAddresses();
    private final List<KernelOrder> carriedOut = new CopyOnWriteArrayList<>();
    private volatile Observation observed = Observation.none();
    private final KernelThread kernelThread =
            new KernelThread(this::carryOut, report -> coordinator().kernelReported(report));
    private final Coordinator coordinator = new Coordinator(
            new VrrpLoops(
                    kernel,
                    kernel.clock(),
                    addresses,
                    new VrrpCounters(),
                    Thread::new,
                    view -> coordinator().routersChanged(view)),
            kernelThread,
            addresses::report,
            new VrrpCounters(),
            new DemandWatch(InstantSource.system()),
            () -> new MonotonicInstant(0),
            observation -> observed = observation);
    private final List<Thread> threads = List.of(new Thread(coordinator), new Thread(kernelThread));

    private Coordinator coordinator() {
        return coordinator;
    }

    private KernelReport carryOut(KernelOrder order, boolean look) {
        carriedOut.add(order);
        return new KernelReport(
                order, KernelObservation.unknown(), false, List.of(), List.of(), List.of(), Optional.empty());
    }

    @BeforeEach
    void start() {
        kernel.addLink("eth1");
        coordinator.linksChanged(links(true));
        threads.forEach(Thread::start);
    }

    @AfterEach
    void stop() throws InterruptedException {
        coordinator.close();
        kernelThread.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void nothing_is_ordered_before_a_plan_is_known() {
        coordinator.linksChanged(links(true));
        assertThat(carriedOut).isEmpty();
        assertThat(observed).isEqualTo(Observation.none());
    }

    @Test
    void a_plan_leads_to_a_programmed_kernel_then_to_an_owned_address() {
        coordinator.planned(onePlan());
        eventually("the address is owned", () -> addresses.claimed().contains(VIRTUAL));
        assertThat(carriedOut.getFirst().tables()).isEqualTo(onePlan().tables());
        eventually("it is said", () -> state().equals("Active"));
    }

    @Test
    void a_settled_plan_is_acknowledged() {
        coordinator.planned(onePlan());
        eventually("acknowledged", () -> observed.applied().containsKey(ObjectKind.VIRTUAL_ROUTER));
    }

    @Test
    void a_released_address_is_given_up_before_the_plan_is_acknowledged() {
        coordinator.planned(onePlan());
        eventually("the address is owned", () -> addresses.claimed().contains(VIRTUAL));
        addresses.follow = false;
        Plan released = with(plan(List.of(router("edge-33-v4", 33)), List.of()), "99");
        coordinator.planned(released);
        eventually("it is no longer claimed", () -> !addresses.claimed().contains(VIRTUAL));
        eventually(
                "the kernel is asked to keep its services",
                () -> !carriedOut.getLast().lingering().isEmpty());
        assertThat(observed.applied()).doesNotContainValue("99");
        addresses.follow = true;
        coordinator.addressesChanged();
        eventually("acknowledged", () -> observed.applied().containsValue("99"));
    }

    @Test
    void a_link_that_goes_down_is_a_fault_and_one_that_returns_is_taken_back() {
        coordinator.planned(onePlan());
        eventually("active", () -> state().equals("Active"));
        coordinator.linksChanged(links(false));
        eventually("fault", () -> state().equals("Fault"));
        assertThat(addresses.claimed()).isEmpty();
        coordinator.linksChanged(links(true));
        eventually("active again", () -> state().equals("Active"));
    }

    @Test
    void an_address_that_joins_is_claimed_once_it_is_programmed() {
        coordinator.planned(onePlan());
        eventually("active", () -> state().equals("Active"));
        coordinator.planned(plan(
                List.of(router("edge-33-v4", 33, VIRTUAL, OTHER)),
                List.of(table("vs-1", VIRTUAL), table("vs-2", OTHER))));
        eventually("both are claimed", () -> addresses.claimed().equals(Set.of(VIRTUAL, OTHER)));
    }

    @Test
    void a_hand_over_ends_when_no_address_is_left() {
        coordinator.planned(onePlan());
        eventually("active", () -> state().equals("Active"));
        Set<KernelOrder> orders = Set.copyOf(carriedOut);
        CompletableFuture<Boolean> handedOver = CompletableFuture.supplyAsync(() -> handOver());
        eventually("done", handedOver::isDone);
        assertThat(handedOver.join()).isTrue();
        assertThat(addresses.claimed()).isEmpty();
        // An order is carried out again and again: the kernel is audited.
        assertThat(Set.copyOf(carriedOut)).isEqualTo(orders);
    }

    private boolean handOver() {
        try {
            return coordinator.handOver(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets fake time pass until the threads have brought it about. */
    private void eventually(String what, BooleanSupplier condition) {
        for (int step = 0; step < PATIENCE_STEPS; step++) {
            if (condition.getAsBoolean()) {
                return;
            }
            kernel.advance(STEP);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new AssertionError("not brought about: " + what + "; " + observed);
    }

    private String state() {
        return observed.routers().isEmpty()
                ? "none"
                : observed.routers().getFirst().state();
    }

    private static Plan onePlan() {
        return plan(List.of(router("edge-33-v4", 33, VIRTUAL)), List.of(table("vs-1", VIRTUAL)));
    }

    private static Plan with(Plan plan, String version) {
        return new Plan(
                plan.directorObject(),
                plan.routers(),
                plan.tables(),
                plan.realServer(),
                Map.of(ObjectKind.VIRTUAL_ROUTER, version),
                true,
                List.of());
    }

    private static HostLinks links(boolean up) {
        return HostLinks.of(List.of(
                new HostLink(ETH1, 2, up, 1500, List.of(new OwnAddress(IpAddress.parse("192.0.2.10"), 24, false)))));
    }

    /** Has at once what is claimed, and while it does not follow keeps what it had. */
    private static final class TestAddresses implements AddressClaims {
        private volatile Set<IpAddress> claimed = Set.of();
        private volatile Set<IpAddress> held = Set.of();
        private volatile boolean follow = true;

        @Override
        public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
            Set<IpAddress> next = new HashSet<>();
            routers.forEach(router -> next.addAll(router.addresses()));
            claimed = Set.copyOf(next);
            held = follow ? claimed : held;
        }

        @Override
        public boolean leaseHolds(String router, MonotonicInstant now) {
            return true;
        }

        Set<IpAddress> claimed() {
            return claimed;
        }

        AddressReport report() {
            return new AddressReport(held, Set.of(), Map.of(), DeviceReport.none(), 0, 0);
        }
    }
}
