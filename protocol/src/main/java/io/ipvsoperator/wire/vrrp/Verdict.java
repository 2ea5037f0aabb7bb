package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Reason;
import java.util.Set;

/** What the receive ladder makes of a packet. A value in every case: a flood of junk builds no stack trace. */
public sealed interface Verdict {

    /** An advertisement for one of our virtual routers. */
    record Heard(AdvertisementPacket packet, Set<Remark> remarks) implements Verdict {
        public Heard {
            remarks = Set.copyOf(remarks);
        }
    }

    /**
     * A well-formed advertisement that speaks of one of our virtual routers but not in its terms: somebody else uses the
     * identifier, or is set up differently.
     */
    record Disputed(Reason reason, VirtualRouterId virtualRouterId, IpAddress source) implements Verdict {}

    /** Anything else. */
    record Ignored(Reason reason) implements Verdict {}
}
