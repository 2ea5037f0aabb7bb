package io.ipvsoperator.netlink;

/**
 * Bytes that are not the netlink message they should be. The text names the attribute by the kernel's name and its offset. The
 * kernel is trusted, so this means a kernel whose interface differs from the one this was written for.
 */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
        super(message);
    }

    Malformed in(String place) {
        return new Malformed(place + ": " + getMessage());
    }
}
