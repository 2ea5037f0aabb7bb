package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which services of the kernel are ours: those this agent, or an earlier run of it since the boot, has created. On disk. */
final class CreatedServices {
    /** In place of a protocol. */
    private static final String MARK = "MARK";

    private final BootRecord record;
    private Set<ServiceKey> services;

    CreatedServices(BootRecord record) {
        this.record = record;
        this.services = new LinkedHashSet<>(
                record.load().stream().map(CreatedServices::parse).toList());
    }

    Set<ServiceKey> all() {
        return services;
    }

    /** To be called before the kernel is written. */
    void add(Collection<ServiceKey> more) {
        if (services.containsAll(more)) {
            return;
        }
        Set<ServiceKey> next = new LinkedHashSet<>(services);
        next.addAll(more);
        replace(next);
    }

    /** To be called once the kernel has them no longer. */
    void remove(Collection<ServiceKey> gone) {
        if (gone.stream().noneMatch(services::contains)) {
            return;
        }
        Set<ServiceKey> next = new LinkedHashSet<>(services);
        next.removeAll(Set.copyOf(gone));
        replace(next);
    }

    private void replace(Set<ServiceKey> next) {
        record.save(next.stream().map(CreatedServices::format).toList());
        services = next;
    }

    private static String format(ServiceKey key) {
        return switch (key) {
            case ServiceKey.AddressAndPort service ->
                "%s %s %d".formatted(service.protocol(), service.address().getHostAddress(), service.port());
            case ServiceKey.FirewallMark check ->
                "%s %s %d".formatted(MARK, check.family().name(), check.mark());
        };
    }

    private static ServiceKey parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals(MARK)) {
            return new ServiceKey.FirewallMark(AddressFamily.valueOf(parts[1]), Long.parseLong(parts[2]));
        }
        try {
            return new ServiceKey.AddressAndPort(
                    TransportProtocol.valueOf(parts[0]),
                    InetAddress.getByAddress(IpAddress.parse(parts[1]).toBytes()),
                    Integer.parseInt(parts[2]));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }
}
