package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualDevicesTest {
    private static final int MANY = VirtualDevices.AT_ONCE + 2;
    private static final int NOWHERE = 99;

    private final FakeKernel kernel = new FakeKernel();
    private final Link eth1 = kernel.addLink("eth1");
    private final NetlinkConversation route = new NetlinkConversation(kernel.route(Set.of()));
    private final VirtualDevices devices = new VirtualDevices(route, new SettableSysctls());

    @AfterEach
    void ends() {
        route.close();
    }

    private static DeviceWish wish(int id, int below, boolean up) {
        return new DeviceWish(
                "edge-" + id, new VirtualDevice(new VirtualMac(new VirtualRouterId(id), IpFamily.IPV4), below), up);
    }

    private List<DeviceWish> wishes(int count, boolean up) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> wish(id, eth1.index(), up))
                .toList();
    }

    private VirtualDevices.Reached lookAndReconcile(List<DeviceWish> wishes) {
        devices.observed(new KernelAddresses(route).links());
        return devices.reconcile(wishes);
    }

    private long present() {
        return wishes(MANY, false).stream()
                .flatMap(wish -> kernel.link(wish.device().name()).stream())
                .count();
    }

    private boolean isUp(int id) {
        return kernel.link("vrrp." + id + "." + eth1.index())
                .filter(link -> (link.flags() & Link.UP) != 0)
                .isPresent();
    }

    @Test
    void leases_are_looked_after_before_all_of_many_are_made() {
        assertThat(lookAndReconcile(wishes(MANY, false)).created()).isTrue();
        assertThat(present()).isEqualTo(VirtualDevices.AT_ONCE);
        lookAndReconcile(wishes(MANY, false));
        assertThat(present()).isEqualTo(MANY);
    }

    @Test
    void those_that_cannot_be_made_do_not_keep_others_from_their_turn() {
        List<DeviceWish> impossible = IntStream.rangeClosed(1, MANY)
                .mapToObj(id -> wish(id, NOWHERE, false))
                .toList();
        List<DeviceWish> all = new ArrayList<>(impossible);
        all.add(wish(1, eth1.index(), false));
        lookAndReconcile(all);
        assertThat(present()).isEqualTo(1);
    }

    @Test
    void leases_are_looked_after_before_all_of_many_are_deleted() {
        lookAndReconcile(wishes(MANY, false));
        lookAndReconcile(wishes(MANY, false));
        lookAndReconcile(List.of());
        devices.deleteLeft();
        assertThat(present()).isEqualTo(MANY - VirtualDevices.AT_ONCE);
        devices.deleteLeft();
        assertThat(present()).isZero();
        assertThat(devices.report().present()).isEmpty();
    }

    /** Of keepalived, say: the kernel takes the interface, and refuses it once it is to go up. */
    private Link makeRival() {
        return kernel.addMacvlan(
                eth1, "vrrp.old", wishes(1, true).getFirst().device().hardwareAddress());
    }

    @Test
    void a_mac_address_in_use_is_a_failure_that_says_what_to_look_for() {
        makeRival();
        lookAndReconcile(wishes(1, true));
        lookAndReconcile(wishes(1, true));
        assertThat(devices.report().failures().get("edge-1")).contains("EADDRINUSE", "00:00:5e:00:01:01", "keepalived");
    }

    @Test
    void the_failure_stays_when_the_router_has_given_up_for_it() {
        makeRival();
        Stream.of(true, true, false).forEach(up -> lookAndReconcile(wishes(1, up)));
        assertThat(devices.report().failures()).containsKey("edge-1");
    }

    @Test
    void it_ends_with_its_reason() {
        Link rival = makeRival();
        Stream.of(true, true, false).forEach(up -> lookAndReconcile(wishes(1, up)));
        kernel.deleteLink(rival);
        lookAndReconcile(wishes(1, false));
        assertThat(devices.report().failures()).isEmpty();
        lookAndReconcile(wishes(1, true));
        assertThat(isUp(1)).isTrue();
    }
}
