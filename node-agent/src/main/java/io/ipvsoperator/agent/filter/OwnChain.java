package io.ipvsoperator.agent.filter;

import java.util.List;
import java.util.stream.Stream;

/** Our chains: the table of each, and the chain of the kernel that leads to it. */
enum OwnChain {
    /**
     * Packets to a virtual address and port are not tracked: the nat rules of others would meet each of them as new. Those to a
     * service for some clients alone go on to its {@link SourceChain}.
     */
    INCOMING(FilterTable.RAW, "PREROUTING", "IPVS-OPERATOR-IN"),
    /** The host's own TCP does not answer a connection that IPVS does not know yet with a reset. */
    OUTGOING(FilterTable.RAW, "OUTPUT", "IPVS-OPERATOR-OUT"),
    /** The nat rules of others do not send connections to a masqueraded service elsewhere. */
    ARRIVING(FilterTable.NAT, "PREROUTING", "IPVS-OPERATOR-PRE"),
    /** Masqueraded connections leave with an address of this host, so that the answers come back here. */
    LEAVING(FilterTable.NAT, "POSTROUTING", "IPVS-OPERATOR-POST");

    private final FilterTable table;
    private final String hook;
    private final String text;

    OwnChain(FilterTable table, String hook, String text) {
        this.table = table;
        this.hook = hook;
        this.text = text;
    }

    static List<OwnChain> of(FilterTable table) {
        return Stream.of(values()).filter(chain -> chain.table == table).toList();
    }

    String text() {
        return text;
    }

    /** The rule that leads to it, as iptables-save shows it. */
    String jump() {
        return "-A " + hook + " -j " + text;
    }
}
