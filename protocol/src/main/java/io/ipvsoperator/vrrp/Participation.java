package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.vrrp.Priority;

/** Whether this director stands for a virtual router. */
public sealed interface Participation {

    /** It does, with this priority. */
    record Candidate(Priority priority, Failback failback) implements Participation {

        public Candidate {
            if (priority.isResignation() || priority.equals(Priority.OWNER)) {
                throw new IllegalArgumentException("priority of a candidate is 1 to 254, not " + priority
                        + ": 0 resigns and 255 is for the owner of the address");
            }
        }
    }

    /** It gives the router away and takes none: maintenance, or a kernel without IPVS. */
    record Withdrawn() implements Participation {}
}
