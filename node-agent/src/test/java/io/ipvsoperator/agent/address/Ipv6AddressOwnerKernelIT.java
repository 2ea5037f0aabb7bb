package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ipv6AddressOwnerKernelIT extends AddressOwnerContract {
    Ipv6AddressOwnerKernelIT() {
        super("2001:db8:28::200");
    }

    @Test
    void the_kernel_shows_a_deprecated_lease_that_waits_for_no_duplicate() {
        own(TERMS);
        assertThat(run("ip", "-6", "addr", "show", "dev", "eth1"))
                .containsPattern("inet6 2001:db8:28::200/128 scope global nodad deprecated dynamic noprefixroute")
                .containsPattern("valid_lft [12]sec preferred_lft 0sec")
                .doesNotContainPattern("2001:db8:28::200/128.*tentative");
    }

    @Test
    void it_never_becomes_a_source() {
        own(TERMS);
        assertThat(run("ip", "route", "get", "2001:db8:28::50")).contains("src 2001:db8:28::10");
    }

    @Test
    void a_client_is_answered_at_once() {
        own(TERMS);
        assertThat(segment.attemptIn("client", "timeout 3 bash -c '</dev/tcp/%s/9'".formatted(vip))
                        .output())
                .contains("Connection refused");
    }

    @Test
    void an_interface_that_forwards_is_announced_as_a_router() throws InterruptedException {
        stopOwner();
        run("sysctl", "-qw", "net.ipv6.conf.eth1.forwarding=1");
        startOwner();
        makeClientBelieve(SOMEBODY_ELSE);
        own(TERMS);
        eventually("the client knows a router", () -> knownToClient().contains(" router "));
    }
}
