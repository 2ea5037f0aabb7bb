package io.ipvsoperator.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes are: a decoder gives a value or says {@link Malformed}. */
class NetlinkProperties {
    @Property(tries = 1000)
    void no_decoder_stumbles_over_random_bytes(@ForAll byte[] random) {
        EveryDecoder.decode(random);
    }

    @Property(tries = 1000)
    void no_decoder_stumbles_over_attributes_of_random_content(@ForAll("payloads") Bytes payload) {
        EveryDecoder.decode(payload);
    }

    /** A family's header of 0, 4, 8 or 16 bytes and well-formed attributes, nested twice at most. */
    @Provide
    Arbitrary<Bytes> payloads() {
        Arbitrary<Bytes> headers = Arbitraries.of(0, 4, 8, 16)
                .flatMap(length -> Arbitraries.bytes()
                        .between((byte) 0, (byte) 20)
                        .array(byte[].class)
                        .ofSize(length))
                .map(Bytes::copyOf);
        return Combinators.combine(headers, attributes(2)).as((header, attributes) -> concatenated(header, attributes));
    }

    private static Arbitrary<Bytes> attributes(int depth) {
        Arbitrary<Bytes> leaf = Arbitraries.of(0, 1, 2, 4, 8, 16)
                .flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length))
                .map(Bytes::copyOf);
        Arbitrary<Bytes> value = depth == 0 ? leaf : Arbitraries.oneOf(leaf, attributes(depth - 1));
        Arbitrary<Integer> types = Arbitraries.integers().between(1, 16);
        return Combinators.combine(types, value)
                .as((type, bytes) -> Attributes.none()
                        .with(Attribute.bytes(type, "ANY"), bytes)
                        .encode())
                .list()
                .ofMaxSize(12)
                .map(list -> concatenated(list.toArray(Bytes[]::new)));
    }

    private static Bytes concatenated(Bytes... parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (Bytes part : parts) {
            part.writeTo(buffer);
        }
        return Bytes.copyOf(buffer.array());
    }

    @Property(tries = 300)
    void attributes_are_written_as_they_were_read(@ForAll("payloads") Bytes payload) {
        Bytes encoded;
        try {
            encoded = Attributes.decode(payload).encode();
        } catch (Malformed e) {
            return;
        }
        assertThat(Attributes.decode(encoded)).isEqualTo(Attributes.decode(payload));
    }
}
