package io.ipvsoperator.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a tree of files like /sys/class/net. */
class SysfsLinkSpeedsTest {
    private static final long GIGABIT = 1_000_000_000;

    @TempDir
    Path sys;

    private Path net;

    @BeforeEach
    void begins_with_no_interface() throws IOException {
        net = Files.createDirectories(sys.resolve("class/net"));
    }

    /** Without a device, as the kernel makes them. */
    private void virtual(String name, String speed) throws IOException {
        Files.createDirectories(net.resolve(name));
        Files.writeString(net.resolve(name).resolve("speed"), speed + "\n");
    }

    private void card(String name, String driver, String speed) throws IOException {
        virtual(name, speed);
        Path drivers = Files.createDirectories(sys.resolve("bus/pci/drivers/" + driver));
        Path device = Files.createDirectories(sys.resolve("devices/" + name));
        Files.createSymbolicLink(device.resolve("driver"), drivers);
        Files.createSymbolicLink(net.resolve(name).resolve("device"), device);
    }

    private void on(String upper, String... lower) throws IOException {
        for (String each : lower) {
            Files.createSymbolicLink(net.resolve(upper).resolve("lower_" + each), net.resolve(each));
        }
    }

    private void bond(String name, String speed, String... slaves) throws IOException {
        virtual(name, speed);
        Files.createDirectories(net.resolve(name).resolve("bonding"));
        on(name, slaves);
    }

    private Optional<Long> speed(String name) {
        return new SysfsLinkSpeeds(net).bitsPerSecond(new NetworkInterfaceName(name));
    }

    @Test
    void a_card_is_believed() throws IOException {
        card("eth0", "ixgbe", "10000");
        assertThat(speed("eth0")).contains(10 * GIGABIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "4294967295", "0", "", "10000000"})
    void a_card_that_says_nonsense_is_unknown(String claim) throws IOException {
        card("eth0", "virtio_net", claim);
        assertThat(speed("eth0")).isEmpty();
    }

    @Test
    void what_the_host_tells_virtio_is_believed() throws IOException {
        card("eth0", "virtio_net", "25000");
        assertThat(speed("eth0")).contains(25 * GIGABIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmxnet3", "e1000", "hv_netvsc"})
    void an_emulated_card_is_unknown_whatever_it_says(String driver) throws IOException {
        card("eth0", driver, "10000");
        assertThat(speed("eth0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10000"})
    void an_interface_without_a_device_is_unknown_whatever_it_says(String claim) throws IOException {
        virtual("veth0", claim);
        assertThat(speed("veth0")).isEmpty();
    }

    @Test
    void a_vlan_is_as_fast_as_the_card_below() throws IOException {
        card("eth0", "ixgbe", "1000");
        virtual("eth0.100", "10000");
        on("eth0.100", "eth0");
        assertThat(speed("eth0.100")).contains(GIGABIT);
    }

    @Test
    void a_vlan_on_an_unknown_card_is_unknown() throws IOException {
        card("eth0", "virtio_net", "-1");
        virtual("eth0.100", "10000");
        on("eth0.100", "eth0");
        assertThat(speed("eth0.100")).isEmpty();
    }

    @Test
    void a_bond_is_as_fast_as_the_kernel_adds_up() throws IOException {
        card("eth0", "ixgbe", "1000");
        card("eth1", "ixgbe", "1000");
        bond("bond0", "2000", "eth0", "eth1");
        assertThat(speed("bond0")).contains(2 * GIGABIT);
    }

    @Test
    void a_slave_that_is_down_leaves_the_bond_its_speed() throws IOException {
        card("eth0", "ixgbe", "1000");
        card("eth1", "ixgbe", "-1");
        bond("bond0", "1000", "eth0", "eth1");
        assertThat(speed("bond0")).contains(GIGABIT);
    }

    @Test
    void a_bond_of_cards_that_guess_is_unknown() throws IOException {
        card("eth0", "ixgbe", "1000");
        card("eth1", "vmxnet3", "10000");
        bond("bond0", "11000", "eth0", "eth1");
        assertThat(speed("bond0")).isEmpty();
    }

    @Test
    void a_bond_without_slaves_is_unknown() throws IOException {
        bond("bond0", "1000");
        assertThat(speed("bond0")).isEmpty();
    }

    @Test
    void a_vlan_on_a_bond_is_as_fast_as_the_bond() throws IOException {
        card("eth0", "ixgbe", "1000");
        card("eth1", "ixgbe", "1000");
        bond("bond0", "2000", "eth0", "eth1");
        virtual("bond0.7", "2000");
        on("bond0.7", "bond0");
        assertThat(speed("bond0.7")).contains(2 * GIGABIT);
    }

    @Test
    void a_bridge_is_as_fast_as_its_card_and_not_as_its_guests() throws IOException {
        card("eth0", "ixgbe", "1000");
        virtual("tap0", "10");
        virtual("veth0", "10000");
        virtual("br0", "10000");
        on("br0", "eth0", "tap0", "veth0");
        assertThat(speed("br0")).contains(GIGABIT);
    }

    @Test
    void a_bridge_with_two_cards_is_as_fast_as_the_slower_one() throws IOException {
        card("eth0", "ixgbe", "10000");
        card("eth1", "ixgbe", "1000");
        virtual("br0", "10000");
        on("br0", "eth0", "eth1");
        assertThat(speed("br0")).contains(GIGABIT);
    }

    @Test
    void an_interface_that_is_gone_is_unknown() {
        assertThat(speed("eth9")).isEmpty();
    }
}
