package io.ipvsoperator.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Form;
import io.ipvsoperator.netlink.Malformed;
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
class RouteProperties {
    private static final List<Consumer<Bytes>> DECODERS = List.of(InterfaceAddress::decode, Link::decode);

    @Property
    void an_address_survives(@ForAll("addresses") InterfaceAddress address) {
        assertThat(InterfaceAddress.decode(address.encode())).isEqualTo(address);
    }

    @Property
    void a_link_survives(@ForAll("links") Link link) {
        assertThat(Link.decode(link.encode())).isEqualTo(link);
    }

    /** Captured messages with one byte changed reach deeper than random ones. */
    @Property(tries = 10_000)
    void no_decoder_stumbles_over_a_changed_byte(
            @ForAll @IntRange(max = 900) int position, @ForAll byte replacement, @ForAll("captured") Bytes captured) {
        byte[] changed = captured.toArray();
        changed[position % changed.length] = replacement;
        for (Consumer<Bytes> decoder : DECODERS) {
            try {
                decoder.accept(Bytes.copyOf(changed));
            } catch (Malformed expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<Bytes> captured() {
        return Arbitraries.of(
                Captured.LISTED_LEASE,
                Captured.LISTED_IPV6,
                Captured.LISTED_LABEL,
                Captured.LISTED_DUMMY,
                Captured.LISTED_MACVLAN);
    }

    @Provide
    Arbitrary<InterfaceAddress> addresses() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(0, Lifetime.FOREVER_SECONDS);
        Arbitrary<Lifetime> lifetimes = Combinators.combine(seconds, seconds).as(Lifetime::new);
        Arbitrary<Set<AddressFlag>> flags = Arbitraries.of(AddressFlag.values()).set();
        Arbitrary<Integer> octets = Arbitraries.integers().between(0, 255);
        return Arbitraries.of(4, 16)
                .flatMap(length -> Combinators.combine(
                                Arbitraries.bytes().array(byte[].class).ofSize(length),
                                Arbitraries.integers().between(0, length * 8),
                                Arbitraries.integers().greaterOrEqual(1),
                                octets,
                                flags,
                                lifetimes,
                                Arbitraries.strings()
                                        .alpha()
                                        .ofMinLength(1)
                                        .ofMaxLength(15)
                                        .optional(),
                                octets.optional())
                        .as((bytes, prefix, index, scope, flagSet, lifetime, label, protocol) -> new InterfaceAddress(
                                Form.ADDRESS.decode().apply(Bytes.copyOf(bytes)),
                                prefix,
                                index,
                                scope,
                                flagSet,
                                lifetime,
                                label,
                                protocol)));
    }

    @Provide
    Arbitrary<Link> links() {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(15);
        Arbitrary<Bytes> macs =
                Arbitraries.bytes().array(byte[].class).ofSize(6).map(Bytes::copyOf);
        Arbitrary<Boolean> carriers = Arbitraries.of(true, false);
        Arbitrary<Boolean> forwards = Arbitraries.of(true, false);
        Arbitrary<Integer> indices = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Long> groups = Arbitraries.longs().between(0, 0xffff_ffffL);
        return Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1),
                        names,
                        Arbitraries.integers().between(0, 65535),
                        Arbitraries.integers(),
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        macs,
                        Arbitraries.of(Link.OperationalState.values()))
                .flatAs((index, name, type, flags, mtu, mac, state) -> Combinators.combine(
                                carriers, forwards, names.optional(), indices, groups)
                        .as((carrier, forward, kind, below, group) -> new Link(
                                index, name, type, flags, mtu, mac, state, carrier, forward, kind, below, group)));
    }
}
