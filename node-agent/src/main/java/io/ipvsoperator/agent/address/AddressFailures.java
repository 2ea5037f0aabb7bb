package io.ipvsoperator.agent.address;

import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.wire.IpAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Why addresses that are wanted are not there, in words. Used by one thread. */
final class AddressFailures {
    private final Map<IpAddress, String> byAddress = new HashMap<>();

    void refused(AddressChange change, NetlinkError error) {
        byAddress.put(
                change.address().address(),
                "%s: %s; see whether the interface is there and the agent may change it"
                        .formatted(change.address(), error));
    }

    /** @param problem why nobody could be asked */
    void notAsked(VirtualAddress address, String problem) {
        byAddress.put(
                address.address(),
                "%s: nobody could be asked whether somebody else has it: %s; it is not taken before that"
                        .formatted(address, problem));
    }

    void clear(VirtualAddress address) {
        byAddress.remove(address.address());
    }

    void retain(Collection<VirtualAddress> wanted) {
        byAddress
                .keySet()
                .retainAll(wanted.stream().map(VirtualAddress::address).toList());
    }

    Map<IpAddress, String> byAddress() {
        return Map.copyOf(byAddress);
    }
}
