package io.ipvsoperator.agent.address;

import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.route.RouteRequests;

/** One request to the kernel about one address. */
sealed interface AddressChange {
    VirtualAddress address();

    Request request();

    /** Whether the kernel refuses because all of it is done. */
    default boolean isDoneAlready(NetlinkError error) {
        return false;
    }

    /** {@code ip addr del}. */
    record Remove(VirtualAddress address) implements AddressChange {
        @Override
        public Request request() {
            return RouteRequests.deleteAddress(address.identity());
        }

        @Override
        public boolean isDoneAlready(NetlinkError error) {
            return error.isNoSuch();
        }
    }

    /** {@code ip addr replace}, which also makes an address that is not there. */
    sealed interface Put extends AddressChange {
        AddressTerms terms();

        @Override
        default Request request() {
            return RouteRequests.replaceAddress(address().leased(terms()));
        }
    }

    /** New on this host: to be announced. */
    record Add(VirtualAddress address, AddressTerms terms) implements Put {}

    /** Somebody else removed it while its lease held: to be announced as well. */
    record PutBack(VirtualAddress address, AddressTerms terms) implements Put {}

    /** Due before the lease ends. */
    record Refresh(VirtualAddress address, AddressTerms terms) implements Put {}
}
