package io.ipvsoperator.netlink;

/**
 * One attribute of a family, declared once and used to write and to read.
 *
 * @param type the number in the kernel's enumeration
 * @param kernelName the name there: what people search for, and what errors say
 * @param form how the value stands in the attribute
 * @param <T> the value's type
 */
public record Attribute<T>(int type, String kernelName, Form<T> form) {
    public Attribute {
        if (type < 1 || type > Attributes.TYPE_MASK) {
            throw new IllegalArgumentException(kernelName + ": expected a type of 1 to 16383 but was " + type);
        }
    }

    public static Attribute<Integer> u8(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.U8);
    }

    public static Attribute<Integer> u16(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.U16);
    }

    public static Attribute<Integer> u16BigEndian(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.U16_BIG_ENDIAN);
    }

    public static Attribute<Long> u32(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.U32);
    }

    public static Attribute<Integer> s32(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.S32);
    }

    public static Attribute<Long> u64(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.U64);
    }

    public static Attribute<String> string(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.STRING);
    }

    public static Attribute<Bytes> bytes(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.BYTES);
    }

    public static Attribute<Attributes> nested(int type, String kernelName) {
        return new Attribute<>(type, kernelName, Form.NESTED);
    }

    Bytes encode(T value) {
        try {
            return form.encode().apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(kernelName + ": " + e.getMessage(), e);
        }
    }

    T decode(Bytes bytes, int offset) {
        try {
            return form.decode().apply(bytes);
        } catch (Malformed e) {
            throw e.in("%s at offset %d".formatted(kernelName, offset));
        }
    }
}
