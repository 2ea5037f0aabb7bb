package io.ipvsoperator.agent.filter;

import java.util.Locale;

/** The tables of iptables that have chains of ours. */
enum FilterTable {
    /** Before connection tracking. */
    RAW,
    /** The first packet of each tracked connection passes it. */
    NAT;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
