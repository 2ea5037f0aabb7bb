package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.netlink.ErrorNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the owner does when the kernel refuses. */
class AddressOwnerRefusalsTest extends OwnerOnFakeKernel {
    private void ownUnconfirmed() {
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(VIP), TERMS, true, 1, true)),
                kernel.clock().now());
    }

    @Test
    void an_address_of_which_nobody_could_be_asked_is_not_taken() {
        kernel.rejectPacketsWith(Optional.of(ErrorNumber.ENETDOWN));
        ownUnconfirmed();
        eventually("the failure is reported", () -> owner.report().failures().containsKey(VIP));
        for (int step = 0; step < 8; step++) {
            kernel.advance(Duration.ofMillis(60));
            ownUnconfirmed();
        }
        assertThat(isHeld()).isFalse();
        kernel.rejectPacketsWith(Optional.empty());
        eventually("it is asked for", () -> {
            kernel.advance(Duration.ofMillis(10));
            ownUnconfirmed();
            return isHeld();
        });
    }

    @Test
    void announcements_that_left_and_those_that_did_not_are_counted() {
        own();
        eventually("one is sent", () -> page().contains("ipvs_agent_announcements_sent_total 1"));
        kernel.rejectPacketsWith(Optional.of(ErrorNumber.ENETDOWN));
        kernel.advance(Duration.ofMillis(10));
        own();
        eventually("one has failed", () -> page().contains("ipvs_agent_announcement_failures_total 1"));
    }

    private String page() {
        Exposition page = new Exposition();
        owner.announcements().writeTo(page);
        return page.page();
    }

    @Test
    void goes_on_when_the_kernel_refuses_to_tell_what_there_is() {
        kernel.rejectRouteRequestsWith(Optional.of(ErrorNumber.ENOMEM));
        kernel.advance(Duration.ofSeconds(6));
        kernel.deleteLink(kernel.addLink("eth2"));
        eventually("the owner has asked", () -> kernel.routeRequestsRejected() > 0);
        kernel.rejectRouteRequestsWith(Optional.empty());
        own();
        eventually("the address is there", this::isHeld);
    }
}
