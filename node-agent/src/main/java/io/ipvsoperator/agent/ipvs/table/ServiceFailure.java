package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.ServiceKey;

/**
 * One service that the kernel does not hold as wanted. The others go on.
 *
 * @param table name of the ForwardingTable
 * @param message what is wrong and what to do
 */
public record ServiceFailure(String table, ServiceKey service, String message) {

    /** With the service in front, as it stands in a status. */
    public String text() {
        return service + ": " + message;
    }
}
