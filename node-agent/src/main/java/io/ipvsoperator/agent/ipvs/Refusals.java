package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkError;

/** Says what the kernel refused and what to do about it. */
final class Refusals {
    private Refusals() {}

    static ServiceFailure failure(Change change, NetlinkError error, DesiredTable desired) {
        return new ServiceFailure(
                desired.ownerOf(change.service()).orElse(""), change.service(), message(change, error));
    }

    private static String message(Change change, NetlinkError error) {
        boolean missing = error.number().equals(ErrorNumber.ENOENT);
        return switch (change) {
            case Change.AddService add
            when missing -> unknownScheduler(add.wanted().scheduler());
            case Change.SetService set
            when missing -> unknownScheduler(set.wanted().scheduler());
            case Change.AddDestination add
            when error.number().equals(ErrorNumber.EINVAL) ->
                "destination %s was refused (%s); see whether the interface lo is up on the node"
                        .formatted(add.wanted().key(), error);
            case Change any ->
                "%s: the kernel refused it (%s)".formatted(any.request().operation(), error);
        };
    }

    private static String unknownScheduler(String name) {
        return "scheduler '%s': the kernel has no module ip_vs_%s; install or load it on the node, or choose another scheduler such as rr"
                .formatted(name, name);
    }
}
