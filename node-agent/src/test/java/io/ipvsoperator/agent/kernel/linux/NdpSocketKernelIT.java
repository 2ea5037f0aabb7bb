package io.ipvsoperator.agent.kernel.linux;

import static io.ipvsoperator.agent.kernel.linux.TwoHosts.SHORT;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.buffer;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.next;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.receives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.netlink.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neighbor discovery: what leaves one end of a cable arrives at the other, and a kernel answers. */
class NdpSocketKernelIT {
    /** Unsolicited, override: 2001:db8::64 is at 02:00:00:00:00:01. From that address, which the sender need not have. */
    private static final Bytes ADVERTISEMENT = Bytes.fromHex("""
            60 00 00 00 00 20 3a ff 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64
            ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01 88 00 f8 64 20 00 00 00
            20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64 02 01 02 00 00 00 00 01""");

    /** The flags of another one, without the checksum that belongs to it. */
    private static final Bytes WRONG_CHECKSUM = Bytes.fromHex("""
            60 00 00 00 00 20 3a ff 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64
            ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01 88 00 f8 64 a0 00 00 00
            20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64 02 01 02 00 00 00 00 01""");

    /** From :: to ff02::1:ff00:64: who has 2001:db8::64? */
    private static final Bytes PROBE = Bytes.fromHex("""
            60 00 00 00 00 18 3a ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            ff 02 00 00 00 00 00 00 00 00 00 01 ff 00 00 64 87 00 4c 27 00 00 00 00
            20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64""");

    private final TwoHosts hosts = new TwoHosts();
    private final LinuxKernelSockets kernel = hosts.kernel;

    @AfterEach
    void pulls_the_cable() {
        hosts.close();
    }

    @Test
    void an_advertisement_crosses_the_segment_byte_for_byte() {
        try (PacketTransport sender = hosts.near(kernel::ndp);
                PacketTransport receiver = hosts.far(kernel::ndp)) {
            sender.send(buffer(ADVERTISEMENT));

            assertThat(receives(receiver, ADVERTISEMENT)).isTrue();
        }
    }

    @Test
    void an_advertisement_with_a_wrong_checksum_is_not_heard() {
        try (PacketTransport sender = hosts.near(kernel::ndp);
                PacketTransport receiver = hosts.far(kernel::ndp)) {
            sender.send(buffer(WRONG_CHECKSUM));

            assertThat(receiver.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void an_advertisement_does_not_come_back_to_its_sender() {
        try (PacketTransport sender = hosts.near(kernel::ndp)) {
            sender.send(buffer(ADVERTISEMENT));

            assertThat(sender.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void a_kernel_that_has_the_address_answers_a_probe() {
        hosts.onOther("ip", "addr", "add", "2001:db8::64/128", "dev", "far", "nodad");
        try (PacketTransport prober = hosts.near(kernel::ndp)) {
            prober.send(buffer(PROBE));

            Bytes answer = next(prober);
            assertThat(answer.slice(24, 41)).isEqualTo(ADVERTISEMENT.slice(24, 41));
            assertThat(answer.slice(48, 64)).isEqualTo(ADVERTISEMENT.slice(48, 64));
        }
    }

    @Test
    void a_probe_of_somebody_else_is_not_heard() {
        try (PacketTransport prober = hosts.far(kernel::ndp);
                PacketTransport receiver = hosts.near(kernel::ndp)) {
            prober.send(buffer(PROBE));

            assertThat(receiver.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void an_advertisement_leaves_an_interface_whose_only_address_is_a_deprecated_one() {
        Program.run("ip", "-6", "addr", "flush", "dev", "near");
        Program.run(
                "ip",
                "addr",
                "add",
                "2001:db8::64/128",
                "dev",
                "near",
                "nodad",
                "preferred_lft",
                "0",
                "valid_lft",
                "60");
        try (PacketTransport sender = hosts.near(kernel::ndp);
                PacketTransport receiver = hosts.far(kernel::ndp)) {
            sender.send(buffer(ADVERTISEMENT));

            assertThat(receives(receiver, ADVERTISEMENT)).isTrue();
        }
    }

    @Test
    void nothing_leaves_while_the_only_address_is_tentative() {
        Program.run("ip", "-6", "addr", "flush", "dev", "near");
        Program.run("ip", "addr", "add", "fe80::1/64", "dev", "near");
        try (PacketTransport sender = hosts.near(kernel::ndp)) {
            KernelException refusal = catchThrowableOfType(KernelException.class, () -> sender.send(buffer(PROBE)));
            assertThat(refusal).hasMessage("send on NDP socket on near: EADDRNOTAVAIL");
        }
    }
}
