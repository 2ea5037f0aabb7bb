package io.ipvsoperator.agent.ipvs.table;

/**
 * The firewall marks of health checks, 2^18 of them. Bit 28 is set in each; none has a bit of 0x0f00 (Cilium), 0xc000 (kube-proxy) or
 * 0xf0000 (the first that Calico takes of its mask where it writes rules for iptables). The eBPF mode of Calico has 0x1ff00000 for
 * itself.
 */
final class CheckMarks {
    /** As many as there are. */
    static final int COUNT = 1 << 18;

    private static final long ALWAYS = 0x1000_0000L;

    private CheckMarks() {}

    /** @param index of which the lowest 18 bits count */
    static long of(int index) {
        long low = index & 0xff;
        long middle = (long) ((index >> 8) & 0x3) << 12;
        long high = (long) ((index >> 10) & 0xff) << 20;
        return ALWAYS | high | middle | low;
    }
}
