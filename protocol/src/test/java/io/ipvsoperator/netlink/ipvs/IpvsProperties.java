package io.ipvsoperator.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Form;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.generic.GenericMessage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is written is read again as it was. */
class IpvsProperties {
    private static final List<Consumer<GenericMessage>> DECODERS =
            List.of(IpvsCommand::decode, ObservedService::decode, ObservedDestination::decode, SyncDaemon::decode);

    @Property
    void a_service_survives(@ForAll("services") IpvsService service) {
        assertThat(survivor(new IpvsCommand.NewService(service))).isEqualTo(new IpvsCommand.NewService(service));
    }

    @Property
    void a_listed_service_survives(
            @ForAll("services") IpvsService service, @ForAll("statistics") Statistics statistics) {
        ObservedService observed = new ObservedService(service, statistics);
        assertThat(ObservedService.decode(observed.encode())).isEqualTo(observed);
    }

    @Property
    void a_destination_survives(
            @ForAll("services") IpvsService service, @ForAll("destinations") IpvsDestination destination) {
        IpvsCommand command = new IpvsCommand.SetDestination(service.key(), destination);
        assertThat(survivor(command)).isEqualTo(command);
    }

    @Property
    void a_listed_destination_survives(
            @ForAll("destinations") IpvsDestination destination, @ForAll("statistics") Statistics statistics) {
        ObservedDestination observed = new ObservedDestination(destination, 1, 2, 3, statistics);
        assertThat(ObservedDestination.decode(observed.encode())).isEqualTo(observed);
    }

    @Property
    void a_sync_daemon_survives(@ForAll("daemons") SyncDaemon daemon) {
        assertThat(SyncDaemon.decode(daemon.encodeListed())).isEqualTo(daemon);
    }

    /** Captured messages with one byte changed reach deeper than random ones. */
    @Property(tries = 10_000)
    void no_decoder_stumbles_over_a_changed_byte(
            @ForAll @IntRange(max = 500) int position, @ForAll byte replacement, @ForAll("captured") Bytes captured) {
        byte[] changed = captured.toArray();
        changed[position % changed.length] = replacement;
        for (Consumer<GenericMessage> decoder : DECODERS) {
            try {
                decoder.accept(GenericMessage.decode(Bytes.copyOf(changed)));
            } catch (Malformed expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<Bytes> captured() {
        return Arbitraries.of(
                Captured.ADD_MAGLEV_SERVICE,
                Captured.ADD_TUNNELLED_DESTINATION,
                Captured.LISTED_IPV6_SERVICE,
                Captured.LISTED_TUNNELLED_DESTINATION,
                Captured.START_RECEIVER);
    }

    private static IpvsCommand survivor(IpvsCommand command) {
        return IpvsCommand.decode(
                GenericMessage.decode(command.request().message().encode()));
    }

    private static Arbitrary<InetAddress> addresses() {
        return Arbitraries.of(4, 16)
                .flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length))
                .map(bytes -> Form.ADDRESS.decode().apply(Bytes.copyOf(bytes)));
    }

    private static Arbitrary<Integer> ports() {
        return Arbitraries.integers().between(0, 65535);
    }

    private static Arbitrary<ServiceKey> keys() {
        Arbitrary<ServiceKey> byAddress = Combinators.combine(
                        Arbitraries.of(TransportProtocol.values()), addresses(), ports())
                .as(ServiceKey.AddressAndPort::new);
        Arbitrary<ServiceKey> byMark = Combinators.combine(
                        Arbitraries.of(AddressFamily.values()),
                        Arbitraries.longs().between(1, 0xffff_ffffL))
                .as(ServiceKey.FirewallMark::new);
        return Arbitraries.oneOf(byAddress, byMark);
    }

    @Provide
    Arbitrary<IpvsService> services() {
        Arbitrary<Persistence> persistences = Combinators.combine(
                        Arbitraries.longs().between(0, 0xffff_ffffL).map(Duration::ofSeconds), Arbitraries.integers())
                .as(Persistence::new);
        Arbitrary<Set<ServiceFlag>> flags = Arbitraries.of(ServiceFlag.values()).set();
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(15);
        return Combinators.combine(keys(), names, flags, persistences.optional(), names.optional())
                .as(IpvsService::new);
    }

    @Provide
    Arbitrary<IpvsDestination> destinations() {
        Arbitrary<Long> thresholds = Arbitraries.longs().between(0, 0xffff_ffffL);
        Arbitrary<Tunnel> tunnels = Combinators.combine(Arbitraries.of(Tunnel.Type.values()), ports(), ports())
                .as(Tunnel::new);
        Arbitrary<DestinationKey> keys =
                Combinators.combine(addresses(), ports()).as(DestinationKey::new);
        return Combinators.combine(
                        keys,
                        Arbitraries.of(ForwardingMethod.values()),
                        Arbitraries.integers().greaterOrEqual(0),
                        thresholds,
                        thresholds,
                        tunnels)
                .as(IpvsDestination::new);
    }

    @Provide
    Arbitrary<Statistics> statistics() {
        Arbitrary<Long> counters = Arbitraries.longs().greaterOrEqual(0);
        return Combinators.combine(counters, counters, counters, counters, counters)
                .as(Statistics::new);
    }

    @Provide
    Arbitrary<SyncDaemon> daemons() {
        Arbitrary<SyncDaemon.Multicast> multicasts = Combinators.combine(
                        addresses().optional(),
                        ports().optional(),
                        Arbitraries.integers().between(0, 255).optional(),
                        ports().optional())
                .as(SyncDaemon.Multicast::new);
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(15);
        return Combinators.combine(
                        Arbitraries.of(SyncDaemon.Role.values()),
                        names,
                        Arbitraries.integers().between(0, 255),
                        multicasts)
                .as(SyncDaemon::new);
    }
}
