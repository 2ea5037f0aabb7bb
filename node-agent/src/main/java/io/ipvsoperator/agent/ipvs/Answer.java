package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkError;

/** What the kernel's answer to one change means. */
sealed interface Answer {
    /** The kernel is as wanted, by this change or before it. */
    record Made() implements Answer {}

    /** The kernel did not hold what we believed: somebody else wrote to it. */
    record Surprise() implements Answer {}

    record Refused(NetlinkError error) implements Answer {}

    /** One for all: a table of thousands is made at once. */
    Answer MADE = new Made();

    static Answer of(Change change, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> MADE;
            case Outcome.Refused refused -> refusal(change, refused.error());
        };
    }

    /** The kernel says ESRCH when a service is missing, ENOENT when a destination or a scheduler is. */
    private static Answer refusal(Change change, NetlinkError error) {
        boolean noService = error.number().equals(ErrorNumber.ESRCH);
        boolean noDestination = error.number().equals(ErrorNumber.ENOENT);
        return switch (change) {
            case Change.AddService ignored -> surpriseIf(error.alreadyExists(), error);
            case Change.SetService ignored -> surpriseIf(noService, error);
            case Change.RemoveService ignored -> noService ? MADE : new Refused(error);
            case Change.AddDestination ignored -> surpriseIf(error.alreadyExists() || noService, error);
            case Change.SetDestination ignored -> surpriseIf(noDestination || noService, error);
            case Change.RemoveDestination ignored -> noDestination || noService ? MADE : new Refused(error);
        };
    }

    private static Answer surpriseIf(boolean surprising, NetlinkError error) {
        return surprising ? new Surprise() : new Refused(error);
    }
}
