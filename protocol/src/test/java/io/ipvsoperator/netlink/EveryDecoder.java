package io.ipvsoperator.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.generic.Controller;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsVersion;
import io.ipvsoperator.netlink.ipvs.ObservedDestination;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteEvent;
import java.util.List;
import java.util.function.Consumer;

/** All decoders of netlink, and what must hold for any bytes: a decoder gives a value or says {@link Malformed}. */
public final class EveryDecoder {
    private static final List<Consumer<Bytes>> DECODERS = List.of(
            Attributes::decode,
            bytes -> Message.decodeAll(bytes.asBuffer()),
            bytes -> NetlinkError.decode(new Message(new Header(Header.ERROR, 0, 0, 0), bytes)),
            bytes -> NetlinkError.decode(new Message(new Header(Header.ERROR, Header.ACK_ATTRIBUTES, 0, 0), bytes)),
            bytes -> NetlinkError.decode(new Message(new Header(Header.ERROR, 0x300, 0, 0), bytes)),
            bytes -> NetlinkError.decode(new Message(new Header(Header.DONE, Header.ACK_ATTRIBUTES, 0, 0), bytes)),
            bytes -> Controller.Family.decode(GenericMessage.decode(bytes)),
            bytes -> IpvsCommand.decode(GenericMessage.decode(bytes)),
            bytes -> IpvsVersion.decode(GenericMessage.decode(bytes)),
            bytes -> ObservedService.decode(GenericMessage.decode(bytes)),
            bytes -> ObservedDestination.decode(GenericMessage.decode(bytes)),
            bytes -> SyncDaemon.decode(GenericMessage.decode(bytes)),
            InterfaceAddress::decode,
            Link::decode,
            bytes -> RouteEvent.decode(new Message(new Header(16, 0, 0, 0), bytes)));

    private EveryDecoder() {}

    public static void decode(byte[] bytes) {
        decode(Bytes.copyOf(bytes));
    }

    static void decode(Bytes bytes) {
        for (Consumer<Bytes> decoder : DECODERS) {
            try {
                decoder.accept(bytes);
            } catch (Malformed expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
