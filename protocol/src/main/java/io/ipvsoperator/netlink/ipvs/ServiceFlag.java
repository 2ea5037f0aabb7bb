package io.ipvsoperator.netlink.ipvs;

import java.util.EnumSet;
import java.util.Set;

/**
 * {@code IP_VS_SVC_F_*} without {@code PERSISTENT}, which {@link Persistence} stands for, and without {@code HASHED}, which is
 * the kernel's own. What the SCHED flags mean depends on the scheduler: with sh and mh the first is the fallback to another
 * destination when the chosen one has weight 0, the second takes the port into the hash.
 */
public enum ServiceFlag {
    /** {@code IP_VS_SVC_F_ONEPACKET}: every UDP packet is scheduled on its own. */
    ONE_PACKET(0x04),
    /** {@code IP_VS_SVC_F_SCHED1}: sh-fallback, mh-fallback. */
    SCHEDULER_1(0x08),
    /** {@code IP_VS_SVC_F_SCHED2}: sh-port, mh-port. */
    SCHEDULER_2(0x10),
    /** {@code IP_VS_SVC_F_SCHED3}. */
    SCHEDULER_3(0x20);

    private final int bit;

    ServiceFlag(int bit) {
        this.bit = bit;
    }

    static int bitsOf(Set<ServiceFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
    }

    static Set<ServiceFlag> of(int bits) {
        EnumSet<ServiceFlag> flags = EnumSet.allOf(ServiceFlag.class);
        flags.removeIf(flag -> (bits & flag.bit) == 0);
        return flags;
    }
}
