package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class Ipv4AddressOwnerKernelIT extends AddressOwnerContract {
    Ipv4AddressOwnerKernelIT() {
        super("172.28.128.200");
    }

    @Test
    void the_kernel_shows_a_deprecated_lease_of_host_scope() {
        own(TERMS);
        assertThat(run("ip", "-4", "addr", "show", "dev", "eth1"))
                .containsPattern("inet 172\\.28\\.128\\.200/32 scope host .*deprecated dynamic noprefixroute eth1")
                .containsPattern("valid_lft [12]sec preferred_lft 0sec");
    }

    @Test
    void the_kernel_shows_its_label() {
        own(new AddressTerms(TERMS.lease(), TERMS.announcements(), Optional.of("eth1:edge")));
        assertThat(run("ip", "-4", "addr", "show", "label", "eth1:edge")).contains(vip.toString());
    }

    @Test
    void exactly_one_hardware_address_answers_arping() {
        own(TERMS);
        assertThat(segment.shellIn("client", "arping -c 1 -w 3 -I eth1 " + vip))
                .containsIgnoringCase(segment.hardwareAddress())
                .contains("Received 1 response");
    }

    @Test
    void it_never_becomes_a_source_even_when_it_is_the_first_address() {
        own(TERMS);
        run("ip", "addr", "del", "172.28.128.10/24", "dev", "eth1");
        run("ip", "addr", "add", "172.28.128.10/24", "dev", "eth1");
        run("ip", "route", "add", "10.1.0.0/16", "via", "172.28.128.50");
        assertThat(run("ip", "route", "get", "10.1.2.3")).contains("src 172.28.128.10");
    }
}
