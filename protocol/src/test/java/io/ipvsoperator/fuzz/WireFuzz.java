package io.ipvsoperator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.arp.ArpPacket;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import io.ipvsoperator.wire.ip.IpHeader;
import io.ipvsoperator.wire.ndp.NeighborPacket;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever the bytes are, a decoder gives a value or a reason, and the value says what the bytes said. {@code make test} plays
 * the corpus in the resources, {@code make fuzz} looks for more.
 */
@Timeout(60)
class WireFuzz {

    @FuzzTest(maxDuration = "2m")
    void link(byte[] bytes) {
        accept(
                EthernetHeader.decode(WireReader.of(bytes)),
                header -> assertThat(header.toBytes()).isEqualTo(Arrays.copyOf(bytes, EthernetHeader.LENGTH)));
        accept(
                ArpPacket.decode(WireReader.of(bytes)),
                packet -> assertThat(packet.toBytes()).isEqualTo(Arrays.copyOf(bytes, ArpPacket.LENGTH)));
    }

    /** Flow label, identification and options are not kept: the value is compared, not the bytes. */
    @FuzzTest(maxDuration = "2m")
    void internet(byte[] bytes) {
        for (IpFamily family : IpFamily.values()) {
            accept(IpHeader.decode(family, WireReader.of(bytes)), header -> {
                byte[] again = Arrays.copyOf(header.toBytes(), header.encodedLength() + header.payloadLength());
                assertThat(IpHeader.decode(family, WireReader.of(again))).isEqualTo(new Decoded.Ok<>(header));
            });
        }
        accept(
                NeighborPacket.decode(WireReader.of(bytes)),
                packet -> assertThat(NeighborPacket.decode(WireReader.of(packet.toBytes())))
                        .isEqualTo(new Decoded.Ok<>(packet)));
    }

    private static <T> void accept(Decoded<T> decoded, Consumer<T> check) {
        switch (decoded) {
            case Decoded.Ok<T>(T value) -> check.accept(value);
            case Decoded.Rejected<T>(Reason reason) ->
                assertThat(reason.label()).isNotBlank();
        }
    }
}
