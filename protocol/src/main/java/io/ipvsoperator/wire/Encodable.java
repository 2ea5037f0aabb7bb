package io.ipvsoperator.wire;

import java.nio.ByteBuffer;

/** A value with a wire format. Encoding cannot fail: the value was validated when it was built. */
public interface Encodable {

    /** How many bytes {@link #encode} writes. */
    int encodedLength();

    void encode(WireWriter out);

    default byte[] toBytes() {
        byte[] bytes = new byte[encodedLength()];
        encode(WireWriter.to(ByteBuffer.wrap(bytes)));
        return bytes;
    }
}
