package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.filter.PacketFilterException;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.NetlinkException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a part of the host's kernel answered, or its refusal in words for the status: one part that fails keeps no other from its
 * work.
 */
record Attempt<T>(Optional<T> answer, Optional<String> refusal) {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new Attempt<>(Optional.of(work.get()), Optional.empty());
        } catch (NetlinkException
                | KernelException
                | ConversationLost
                | Malformed
                | PacketFilterException
                | UncheckedIOException refused) {
            String message = String.valueOf(refused.getMessage());
            LOG.atWarn().addKeyValue("error", message).log("the kernel is not as wanted");
            return new Attempt<>(Optional.empty(), Optional.of(message));
        }
    }

    /** For work without an answer; the refusal if there was one. */
    static Optional<String> refusalOf(Runnable work) {
        return of(() -> {
                    work.run();
                    return true;
                })
                .refusal();
    }

    /** Nothing was tried. */
    static <T> Attempt<T> none() {
        return new Attempt<>(Optional.empty(), Optional.empty());
    }
}
