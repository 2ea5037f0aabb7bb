package io.ipvsoperator.agent.filter;

/** How the packets of one virtual service pass the packet filter. */
public enum Treatment {
    /** Answers bypass this host, so it sees half of each connection. */
    UNTRACKED,
    /** Answers come back here because the destinations' routes lead here; they see the client's address. */
    TRACKED,
    /** Answers come back here because the destinations see an address of this host. */
    TRANSLATED
}
