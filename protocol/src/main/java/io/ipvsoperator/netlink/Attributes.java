package io.ipvsoperator.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of one message or nest, in their order. Immutable. Attributes nobody here knows are kept and written again;
 * offsets in errors count from the first attribute of the same list.
 */
public final class Attributes {
    /** {@code NLA_TYPE_MASK}: the type without {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}. */
    static final int TYPE_MASK = 0x3fff;

    private static final int NLA_F_NESTED = 0x8000;
    /** {@code NLA_HDRLEN}: length and type, 16 bits each. */
    private static final int HEADER_LENGTH = 4;

    private static final int LONGEST_VALUE = 0xffff - HEADER_LENGTH;
    private static final Attributes NONE = new Attributes(new Raw[0]);

    /** Never written after construction. An array: every message of a table of thousands is built and read attribute by attribute. */
    private final Raw[] list;

    private Attributes(Raw[] list) {
        this.list = list;
    }

    /** {@code struct nlattr} with its value; the type with its flag bits. */
    private record Raw(int typeAndFlags, Bytes value) {
        int type() {
            return typeAndFlags & TYPE_MASK;
        }

        int paddedLength() {
            return Alignment.align(HEADER_LENGTH + value.length());
        }
    }

    public static Attributes none() {
        return NONE;
    }

    /** This list with one attribute more at its end. */
    public <T> Attributes with(Attribute<T> attribute, T value) {
        Bytes encoded = attribute.encode(value);
        if (encoded.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("%s: expected at most %d bytes but was %d"
                    .formatted(attribute.kernelName(), LONGEST_VALUE, encoded.length()));
        }
        Raw[] longer = Arrays.copyOf(list, list.length + 1);
        longer[list.length] = new Raw(attribute.type() | (value instanceof Attributes ? NLA_F_NESTED : 0), encoded);
        return new Attributes(longer);
    }

    /** This list with one attribute more if there is a value. */
    public <T> Attributes with(Attribute<T> attribute, Optional<T> value) {
        return value.isPresent() ? with(attribute, value.get()) : this;
    }

    public <T> T require(Attribute<T> attribute) {
        return find(attribute).orElseThrow(() -> new Malformed(attribute.kernelName() + ": missing"));
    }

    /** The value of the last attribute of this type: the one the kernel takes as well. */
    public <T> Optional<T> find(Attribute<T> attribute) {
        Optional<T> found = Optional.empty();
        int offset = 0;
        for (Raw raw : list) {
            if (raw.type() == attribute.type()) {
                found = Optional.of(attribute.decode(raw.value(), offset));
            }
            offset += raw.paddedLength();
        }
        return found;
    }

    public boolean isEmpty() {
        return list.length == 0;
    }

    public Bytes encode() {
        int length = 0;
        for (Raw raw : list) {
            length += raw.paddedLength();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        int end = 0;
        for (Raw raw : list) {
            buffer.putShort((short) (HEADER_LENGTH + raw.value().length()));
            buffer.putShort((short) raw.typeAndFlags());
            raw.value().writeTo(buffer);
            end += raw.paddedLength();
            buffer.position(end);
        }
        return Bytes.copyOf(buffer.array());
    }

    public static Attributes decode(Bytes bytes) {
        List<Raw> list = new ArrayList<>();
        ByteBuffer buffer = bytes.asBuffer();
        int offset = 0;
        while (offset < bytes.length()) {
            Raw raw = decodeOne(bytes, buffer, offset);
            list.add(raw);
            offset += raw.paddedLength();
        }
        return new Attributes(list.toArray(Raw[]::new));
    }

    private static Raw decodeOne(Bytes bytes, ByteBuffer buffer, int offset) {
        int left = bytes.length() - offset;
        if (left < HEADER_LENGTH) {
            throw new Malformed(
                    "attribute at offset %d: expected a header of 4 bytes but %d were left".formatted(offset, left));
        }
        buffer.position(offset);
        int length = buffer.getShort() & 0xffff;
        int type = buffer.getShort() & 0xffff;
        if (length < HEADER_LENGTH || length > left) {
            throw new Malformed("attribute of type %d at offset %d: expected a length of 4 to %d but was %d"
                    .formatted(type & TYPE_MASK, offset, left, length));
        }
        return new Raw(type, bytes.slice(offset + HEADER_LENGTH, offset + length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes && Arrays.equals(list, attributes.list);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(list);
    }

    @Override
    public String toString() {
        return Arrays.toString(list);
    }
}
