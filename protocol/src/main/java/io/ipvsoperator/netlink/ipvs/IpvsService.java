package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attribute;
import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Flags;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual service as it is configured, what {@code ipvsadm -A} sets. Equal services behave equally; what the kernel adds to it
 * stands in {@link ObservedService}.
 *
 * @param scheduler the scheduler's name, such as "wrr"; "none" stands for no scheduler
 * @param persistenceEngine {@code IPVS_SVC_ATTR_PE_NAME}, such as "sip"
 */
public record IpvsService(
        ServiceKey key,
        String scheduler,
        Set<ServiceFlag> flags,
        Optional<Persistence> persistence,
        Optional<String> persistenceEngine) {

    private static final int PERSISTENT = 0x0001;
    private static final int ALL_BITS = -1;
    /** {@code IP_VS_SCHEDNAME_MAXLEN}, with the NUL. */
    private static final int LONGEST_SCHEDULER = 16;

    public IpvsService {
        if (scheduler.isEmpty() || scheduler.length() >= LONGEST_SCHEDULER || scheduler.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "service %s: expected a scheduler name of 1 to 15 characters but was \"%s\""
                            .formatted(key, scheduler));
        }
        flags = Set.copyOf(flags);
    }

    public static IpvsService of(ServiceKey key, String scheduler) {
        return new IpvsService(key, scheduler, Set.of(), Optional.empty(), Optional.empty());
    }

    /** By hand as in {@link ServiceKey.AddressAndPort}, and for the same reason. */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof IpvsService that
                && key.equals(that.key)
                && scheduler.equals(that.scheduler)
                && flags.equals(that.flags)
                && persistence.equals(that.persistence)
                && persistenceEngine.equals(that.persistenceEngine);
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + scheduler.hashCode();
    }

    public Attributes encode() {
        int bits = ServiceFlag.bitsOf(flags) | (persistence.isPresent() ? PERSISTENT : 0);
        // Timeout and mask must be there even where nothing is persistent, or the kernel answers EINVAL.
        return key.encode()
                .with(Service.SCHED_NAME, scheduler)
                .with(Service.FLAGS, new Flags(bits, ALL_BITS))
                .with(
                        Service.TIMEOUT,
                        persistence.map(p -> p.timeout().toSeconds()).orElse(0L))
                .with(
                        netmask(key.family()),
                        persistence.map(Persistence::netmask).orElseGet(this::hostMask))
                .with(Service.PE_NAME, persistenceEngine);
    }

    public static IpvsService decode(Attributes service) {
        ServiceKey key = ServiceKey.decode(service);
        int bits = service.require(Service.FLAGS).flags();
        Optional<Persistence> persistence = (bits & PERSISTENT) == 0
                ? Optional.empty()
                : Optional.of(new Persistence(
                        Duration.ofSeconds(service.require(Service.TIMEOUT)), service.require(netmask(key.family()))));
        return new IpvsService(
                key,
                schedulerOf(service),
                ServiceFlag.of(bits),
                persistence,
                service.find(Service.PE_NAME).filter(name -> !name.isEmpty()));
    }

    private static String schedulerOf(Attributes service) {
        String name = service.require(Service.SCHED_NAME);
        if (name.isEmpty() || name.length() >= LONGEST_SCHEDULER) {
            throw new Malformed("IPVS_SVC_ATTR_SCHED_NAME: expected 1 to 15 characters but was \"" + name + "\"");
        }
        return name;
    }

    private static Attribute<Integer> netmask(AddressFamily family) {
        return switch (family) {
            case IPV4 -> Service.NETMASK;
            case IPV6 -> Service.NETMASK6;
        };
    }

    private int hostMask() {
        return Persistence.netmask(key.family(), key.family().addressBits());
    }
}
