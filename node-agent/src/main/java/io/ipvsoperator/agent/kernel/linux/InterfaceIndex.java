package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;

/** The number of an interface now; another one with the same name has another number. */
final class InterfaceIndex {
    private InterfaceIndex() {}

    static int of(LibC libc, NetworkInterfaceName name) {
        int index = libc.if_nametoindex(name.value());
        if (index == 0) {
            throw new KernelException("find interface " + name, Errno.last());
        }
        return index;
    }
}
