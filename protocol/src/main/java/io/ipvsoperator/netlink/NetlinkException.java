package io.ipvsoperator.netlink;

/** A request that the kernel refused; says the operation with its object, and the kernel's reason. */
public final class NetlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient NetlinkError error;

    public NetlinkException(String operation, NetlinkError error) {
        super(operation + ": " + error);
        this.error = error;
    }

    public NetlinkError error() {
        return error;
    }

    public boolean isNoSuch() {
        return error.isNoSuch();
    }

    public boolean alreadyExists() {
        return error.alreadyExists();
    }

    public boolean isPermissionDenied() {
        return error.isPermissionDenied();
    }
}
