package io.ipvsoperator.agent.kernel;

import io.ipvsoperator.netlink.ErrorNumber;

/** A system call that failed: which, on what, and why. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorNumber number;

    /**
     * @param operation the call with its object, such as "send on eth1 (VRRP)"
     */
    public KernelException(String operation, ErrorNumber number) {
        super(operation + ": " + number);
        this.number = number;
    }

    public ErrorNumber number() {
        return number;
    }
}
