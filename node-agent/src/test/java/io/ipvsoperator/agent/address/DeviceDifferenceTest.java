package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceDifferenceTest {
    private static final VirtualDevice DEVICE =
            new VirtualDevice(new VirtualMac(new VirtualRouterId(33), IpFamily.IPV4), 2);
    private static final List<DeviceWish> READY = List.of(new DeviceWish("edge-33-v4", DEVICE, false));
    private static final List<DeviceWish> UP = List.of(new DeviceWish("edge-33-v4", DEVICE, true));
    private static final String VIRTUAL_MAC = "00 00 5e 00 01 21";

    private static Link link(String kind, long group, boolean up, String hardware) {
        return new Link(
                7,
                "vrrp.33.2",
                1,
                up ? Link.UP : 0,
                1500,
                Bytes.fromHex(hardware),
                Link.OperationalState.UP,
                true,
                false,
                Optional.of(kind),
                2,
                group);
    }

    private static Link ours(boolean up) {
        return link("macvlan", VirtualDevice.GROUP, up, VIRTUAL_MAC);
    }

    private static List<DeviceChange> changes(List<DeviceWish> wishes, Link... links) {
        return DeviceDifference.between(wishes, List.of(links)).changes();
    }

    @Test
    void what_is_missing_is_made() {
        assertThat(changes(READY)).containsExactly(new DeviceChange.Create(DEVICE));
    }

    @Test
    void of_a_backup_it_stays_down() {
        assertThat(changes(READY, ours(false))).isEmpty();
    }

    @Test
    void it_goes_up_for_whoever_owns_addresses() {
        assertThat(changes(UP, ours(false))).containsExactly(new DeviceChange.SetUp(DEVICE, 7));
    }

    @Test
    void it_goes_down_with_the_addresses() {
        assertThat(changes(READY, ours(true))).containsExactly(new DeviceChange.SetDown(7));
    }

    @Test
    void it_stays_up_while_one_of_two_routers_that_share_it_hands_over() {
        List<DeviceWish> both = List.of(new DeviceWish("next-33-v4", DEVICE, false), UP.getFirst());
        assertThat(changes(both, ours(true))).isEmpty();
    }

    @Test
    void what_nobody_wants_is_set_down_and_deleted() {
        DeviceDifference difference = DeviceDifference.between(List.of(), List.of(ours(true)));
        assertThat(difference.changes()).containsExactly(new DeviceChange.SetDown(7));
        assertThat(difference.deletions()).containsExactly(new DeviceChange.Delete("vrrp.33.2", 7));
    }

    @Test
    void one_with_another_mac_address_is_deleted_to_be_made_anew() {
        Link changed = link("macvlan", VirtualDevice.GROUP, false, "02 00 00 00 00 01");
        DeviceDifference difference = DeviceDifference.between(UP, List.of(changed));
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.deletions()).containsExactly(new DeviceChange.Delete("vrrp.33.2", 7));
    }

    @Test
    void one_of_somebody_else_is_a_failure_and_not_touched() {
        DeviceDifference difference = DeviceDifference.between(UP, List.of(link("macvlan", 0, true, VIRTUAL_MAC)));
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.deletions()).isEmpty();
        assertThat(difference.failures().get("edge-33-v4")).contains("vrrp.33.2", "remove or rename it");
    }

    @Test
    void a_name_that_the_kernel_would_not_take_is_a_failure() {
        VirtualDevice far = new VirtualDevice(new VirtualMac(new VirtualRouterId(255), IpFamily.IPV6), 100_000);
        DeviceDifference difference =
                DeviceDifference.between(List.of(new DeviceWish("edge-255-v6", far, true)), List.of());
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.failures().get("edge-255-v6")).contains("vrrp6.255.100000", "15 characters");
    }
}
