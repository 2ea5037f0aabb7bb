package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All network interfaces of this host at one moment, by name. */
public record HostLinks(List<HostLink> links) {
    public HostLinks {
        links = links.stream()
                .sorted(Comparator.comparing(link -> link.name().value()))
                .toList();
    }

    public static HostLinks none() {
        return new HostLinks(List.of());
    }

    public static HostLinks of(Collection<HostLink> links) {
        return new HostLinks(List.copyOf(links));
    }

    public Optional<HostLink> byName(NetworkInterfaceName name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    public boolean canSend(NetworkInterfaceName name) {
        return byName(name).filter(HostLink::up).isPresent();
    }
}
