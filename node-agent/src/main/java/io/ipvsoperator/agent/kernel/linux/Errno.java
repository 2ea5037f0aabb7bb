package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.netlink.ErrorNumber;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/** The error of the last call. jnr-ffi keeps it per thread at the end of each call, so it is read before the next one. */
final class Errno {
    private Errno() {}

    static ErrorNumber last() {
        return ErrorNumber.of(LastError.getLastError(Runtime.getSystemRuntime()));
    }

    /**
     * Passes the result of a call on, or throws what it failed with.
     *
     * @param operation what was to be done, such as "send on"; put together with the object only when it failed
     */
    static int check(int result, String operation, String object) {
        return (int) check((long) result, operation, object);
    }

    static long check(long result, String operation, String object) {
        if (result < 0) {
            throw new KernelException(operation + " " + object, last());
        }
        return result;
    }
}
