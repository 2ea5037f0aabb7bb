package io.ipvsoperator.wire.vrrp;

import java.nio.charset.StandardCharsets;

/** How VRRPv2 messages of one virtual router are authenticated. Types 0 and 1 of RFC 2338; version 3 has none. */
public sealed interface Authentication {

    /** Authentication Type of the message. */
    int type();

    /** The eight bytes of Authentication Data. */
    long octets();

    /** Type 0. */
    record None() implements Authentication {
        @Override
        public int type() {
            return 0;
        }

        @Override
        public long octets() {
            return 0;
        }
    }

    /** Type 1: eight bytes in clear text, filled up with zeros. It guards against mistakes, not against attackers. */
    record SimplePassword(long octets) implements Authentication {

        private static final int LENGTH = 8;

        /** The first eight bytes of the text in UTF-8: the message has no room for more. */
        public static SimplePassword of(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("password is empty; it has 1 to 8 characters");
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long octets = 0;
            for (int i = 0; i < LENGTH; i++) {
                octets = (octets << 8) | (i < bytes.length ? bytes[i] & 0xff : 0);
            }
            return new SimplePassword(octets);
        }

        /** Whether {@link #of} leaves a part of the text out. */
        public static boolean cuts(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length > LENGTH;
        }

        @Override
        public int type() {
            return 1;
        }

        /** Without the password, which therefore reaches no log. */
        @Override
        public String toString() {
            return "SimplePassword[…]";
        }
    }
}
