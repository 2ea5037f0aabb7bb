package io.ipvsoperator.agent.netlink;

/**
 * The kernel's answers were lost ({@code ENOBUFS}) or did not come in time: what was asked for may be done or not. Only a new
 * look at the kernel tells; the conversation itself can go on.
 */
public final class ConversationLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConversationLost(String operation, String reason) {
        super(operation + ": " + reason + "; it may be done or not");
    }
}
