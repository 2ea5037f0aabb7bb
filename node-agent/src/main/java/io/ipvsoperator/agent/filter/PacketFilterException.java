package io.ipvsoperator.agent.filter;

/** The rules are not in the kernel; says which program failed, why, and what to do. */
public final class PacketFilterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PacketFilterException(String message) {
        super(message);
    }
}
