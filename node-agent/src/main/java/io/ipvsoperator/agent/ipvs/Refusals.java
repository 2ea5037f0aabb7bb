package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.ipvs.IpvsService;

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
            case Change.AddService add when missing -> unknownModule(add.wanted());
            case Change.SetService set when missing -> unknownModule(set.wanted());
            case Change.AddDestination add
            when error.number().equals(ErrorNumber.EINVAL) ->
                "destination %s was refused (%s); see whether the interface lo is up on the node"
                        .formatted(add.wanted().key(), error);
            case Change any ->
                "%s: the kernel refused it (%s)".formatted(any.request().operation(), error);
        };
    }

    /** The kernel says ENOENT for a scheduler and for a persistence engine, and not which. */
    private static String unknownModule(IpvsService wanted) {
        String scheduler = wanted.scheduler();
        return wanted.persistenceEngine()
                .map(engine ->
                        "scheduler '%s' or persistence engine '%s': the kernel lacks one of the modules ip_vs_%s and ip_vs_pe_%s; run \"modprobe -a ip_vs_%s ip_vs_pe_%s\" on the node to see which, and install it"
                                .formatted(scheduler, engine, scheduler, engine, scheduler, engine))
                .orElseGet(() ->
                        "scheduler '%s': the kernel has no module ip_vs_%s; run \"modprobe ip_vs_%s\" on the node, install it if that fails, or choose another scheduler such as rr"
                                .formatted(scheduler, scheduler, scheduler));
    }
}
