package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.filter.PacketFilterException;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.NetlinkException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the host refuses into words for the status, so that one part that fails keeps no other from its work. */
final class Complaint {
    private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

    private Complaint() {}

    static Optional<String> of(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (NetlinkException
                | KernelException
                | ConversationLost
                | Malformed
                | PacketFilterException
                | UncheckedIOException refused) {
            String message = String.valueOf(refused.getMessage());
            LOG.atWarn().addKeyValue("error", message).log("the kernel is not as wanted");
            return Optional.of(message);
        }
    }
}
