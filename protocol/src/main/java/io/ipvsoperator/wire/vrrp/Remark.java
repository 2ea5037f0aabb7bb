package io.ipvsoperator.wire.vrrp;

import java.util.Locale;

/** What is odd about an advertisement that is heard all the same. Names are metric labels. */
public enum Remark {
    /**
     * It names other addresses than ours. RFC 9568 section 7.1 lets it be accepted: dropping it while an address comes or
     * goes would make two routers active.
     */
    ADDRESS_LIST,
    /** Version 3: it promises another interval than ours, which is learned. */
    INTERVAL,
    /** Priority 255: the sender says that the virtual address is its own. No director ever does. */
    ADDRESS_OWNER;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
