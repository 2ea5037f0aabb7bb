package io.ipvsoperator.netlink.generic;

import io.ipvsoperator.netlink.Attribute;
import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Request;

/**
 * The controller of generic netlink, family "nlctrl": uapi/linux/genetlink.h, checked against 6.1. It tells the number that a
 * family got when its module was loaded; another load gives another number.
 */
public final class Controller {
    /** {@code GENL_ID_CTRL}. */
    public static final int FAMILY_ID = 0x10;

    /** {@code CTRL_CMD_NEWFAMILY}: the command of the answer. */
    public static final int NEW_FAMILY = 1;
    /** {@code CTRL_CMD_GETFAMILY}. */
    public static final int GET_FAMILY = 3;

    private static final int VERSION = 1;

    /** {@code CTRL_ATTR_*}. */
    static final Attribute<Integer> FAMILY_ID_ATTRIBUTE = Attribute.u16(1, "CTRL_ATTR_FAMILY_ID");

    static final Attribute<String> FAMILY_NAME = Attribute.string(2, "CTRL_ATTR_FAMILY_NAME");
    static final Attribute<Long> FAMILY_VERSION = Attribute.u32(3, "CTRL_ATTR_VERSION");

    private Controller() {}

    /** A family as the running kernel has it. */
    public record Family(int id, String name, long version) {
        public GenericMessage encode() {
            return new GenericMessage(
                    NEW_FAMILY,
                    VERSION,
                    Attributes.none()
                            .with(FAMILY_NAME, name)
                            .with(FAMILY_ID_ATTRIBUTE, id)
                            .with(FAMILY_VERSION, version));
        }

        public static Family decode(GenericMessage message) {
            Attributes attributes = message.attributes();
            return new Family(
                    attributes.require(FAMILY_ID_ATTRIBUTE),
                    attributes.require(FAMILY_NAME),
                    attributes.require(FAMILY_VERSION));
        }
    }

    /** Asks for the family of this name; the kernel may load its module for it. */
    public static Request getFamily(String name) {
        GenericMessage message =
                new GenericMessage(GET_FAMILY, VERSION, Attributes.none().with(FAMILY_NAME, name));
        return new Request("resolve generic netlink family " + name, FAMILY_ID, 0, message.encode());
    }

    /** The name asked for in a {@link #GET_FAMILY}. */
    public static String nameIn(GenericMessage message) {
        return message.attributes().require(FAMILY_NAME);
    }
}
