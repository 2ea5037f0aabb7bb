package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Form;

/**
 * How long the kernel keeps an address, {@code struct ifa_cacheinfo}: {@code valid_lft} and {@code preferred_lft} of
 * {@code ip addr}. The kernel counts whole seconds and removes the address up to 0.4 s after the last of them.
 *
 * @param validSeconds until the address is removed, or {@link #FOREVER_SECONDS}
 * @param preferredSeconds until it is no longer chosen as a source of new connections
 */
public record Lifetime(long validSeconds, long preferredSeconds) {
    /** {@code INFINITY_LIFE_TIME}. */
    public static final long FOREVER_SECONDS = 0xffff_ffffL;

    public static final Lifetime FOREVER = new Lifetime(FOREVER_SECONDS, FOREVER_SECONDS);

    /** The two timestamps behind the lifetimes are the kernel's own: zero towards it, not read from it. */
    static final Form<Lifetime> FORM = Form.number(
            "ifa_cacheinfo",
            16,
            (buffer, lifetime) -> buffer.putInt((int) lifetime.preferredSeconds).putInt((int) lifetime.validSeconds),
            buffer -> {
                long preferred = buffer.getInt() & FOREVER_SECONDS;
                return new Lifetime(buffer.getInt() & FOREVER_SECONDS, preferred);
            });

    public Lifetime {
        if (validSeconds < 0
                || validSeconds > FOREVER_SECONDS
                || preferredSeconds < 0
                || preferredSeconds > FOREVER_SECONDS) {
            throw new IllegalArgumentException(
                    "address lifetime: expected 0 to 4294967295 seconds but was valid %d preferred %d"
                            .formatted(validSeconds, preferredSeconds));
        }
    }

    /** A lease: the address is gone when nobody refreshes it. */
    public static Lifetime ofSeconds(long seconds) {
        return new Lifetime(seconds, seconds);
    }

    public boolean isForever() {
        return validSeconds == FOREVER_SECONDS;
    }
}
