package io.ipvsoperator.agent.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.wire.IpAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealServerRoleTest {
    private static final IpAddress FIRST = IpAddress.parse("172.28.128.200");
    private static final IpAddress SECOND = IpAddress.parse("172.28.128.201");

    private final FakeKernel kernel = new FakeKernel();
    private final NetlinkConversation route = new NetlinkConversation(kernel.route(Set.of()));
    private final RealServerRole role = new RealServerRole(route);

    @AfterEach
    void closes() {
        route.close();
        kernel.assertNoOpenSockets();
    }

    @Test
    void makes_its_device_and_accepts_the_addresses() {
        assertThat(role.reconcile(Set.of(FIRST, SECOND)))
                .isEqualTo(new RealServerReport(Set.of(FIRST, SECOND), java.util.List.of()));
        assertThat(kernel.link("ipvs-vips")).isPresent();
    }

    @Test
    void holds_them_as_single_addresses_without_end() {
        role.reconcile(Set.of(FIRST));
        assertThat(kernel.addresses()).singleElement().satisfies(address -> {
            assertThat(address.prefixLength()).isEqualTo(32);
            assertThat(address.lifetime().isForever()).isTrue();
        });
    }

    @Test
    void removes_an_address_that_is_no_longer_wanted() {
        role.reconcile(Set.of(FIRST, SECOND));
        assertThat(role.reconcile(Set.of(SECOND)).accepted()).containsExactly(SECOND);
        assertThat(kernel.addresses()).hasSize(1);
    }

    @Test
    void puts_back_what_somebody_removed() {
        role.reconcile(Set.of(FIRST));
        InterfaceAddress there = kernel.addresses().getFirst();
        kernel.removeAddress(there);
        assertThat(role.reconcile(Set.of(FIRST)).accepted()).containsExactly(FIRST);
    }

    @Test
    void sets_its_device_up_again() {
        role.reconcile(Set.of(FIRST));
        kernel.setDown(kernel.link("ipvs-vips").orElseThrow());
        assertThat(role.reconcile(Set.of(FIRST)).accepted()).containsExactly(FIRST);
    }

    @Test
    void leaves_nothing_when_the_role_ends() {
        role.reconcile(Set.of(FIRST));
        role.reconcile(Set.of());
        assertThat(kernel.link("ipvs-vips")).isEmpty();
        assertThat(kernel.addresses()).isEmpty();
    }

    @Test
    void does_not_touch_an_interface_of_others_with_its_name() {
        kernel.addLink("ipvs-vips");
        assertThat(role.reconcile(Set.of(FIRST)).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("ipvs-vips").contains("rename or remove"));
        role.reconcile(Set.of());
        assertThat(kernel.link("ipvs-vips")).isPresent();
    }
}
