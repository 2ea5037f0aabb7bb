package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of {@code /sys/class/net}. An interface on others (VLAN, macvlan, bridge) is as fast as what it stands on; a bond as the kernel
 * says, which adds up the slaves that send, and that is the active one alone with active-backup. A claim counts only where there
 * is a device behind it whose driver knows: veth says 10 Gbit/s and tap 10 Mbit/s whatever they run on.
 */
public final class SysfsLinkSpeeds implements LinkSpeeds {
    private static final long BITS_PER_MEGABIT = 1_000_000;
    /** Drivers without an answer say -1, as a signed or as an unsigned number. */
    private static final long GREATEST_MEGABITS = 10_000_000;
    /** Emulated cards that name the speed of the card they play, or of a host that is shared. */
    private static final Set<String> DRIVERS_THAT_GUESS =
            Set.of("vmxnet3", "e1000", "pcnet32", "8139cp", "8139too", "ne2k-pci", "hv_netvsc", "vif", "xen_netfront");
    /** A VLAN on a macvlan on a bond on a card has three below it. */
    private static final int DEEPEST = 8;

    private final Path interfaces;

    /** @param interfaces {@code /sys/class/net} */
    public SysfsLinkSpeeds(Path interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public Optional<Long> bitsPerSecond(NetworkInterfaceName name) {
        return megabits(interfaces.resolve(name.value()), DEEPEST).map(megabits -> megabits * BITS_PER_MEGABIT);
    }

    private Optional<Long> megabits(Path link, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        List<Path> lower = lower(link);
        if (lower.isEmpty() || isBond(link)) {
            return isCredible(link, lower) ? claim(link) : Optional.empty();
        }
        // Of a bridge with several cards any one may bring the traffic; ports of containers and guests are unknown.
        return lower.stream()
                .flatMap(port -> megabits(port, depth - 1).stream())
                .min(Long::compare);
    }

    /** A slave that is down has no speed now, and does not make the others' unknown. */
    private boolean isCredible(Path link, List<Path> slaves) {
        return isBond(link)
                ? !slaves.isEmpty() && slaves.stream().allMatch(slave -> isCredible(slave, List.of()))
                : hasDevice(link);
    }

    private static boolean isBond(Path link) {
        return Files.isDirectory(link.resolve("bonding"));
    }

    private static boolean hasDevice(Path link) {
        Path driver = link.resolve("device/driver");
        try {
            return !DRIVERS_THAT_GUESS.contains(
                    driver.toRealPath().getFileName().toString());
        } catch (IOException virtual) {
            return false;
        }
    }

    /** What the interface stands on, as the kernel links it: {@code lower_NAME}. */
    private List<Path> lower(Path link) {
        try (Stream<Path> entries = Files.list(link)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> entry.startsWith("lower_"))
                    .map(entry -> interfaces.resolve(entry.substring("lower_".length())))
                    .sorted()
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static Optional<Long> claim(Path link) {
        try {
            long megabits =
                    Long.parseLong(Files.readString(link.resolve("speed")).strip());
            return megabits > 0 && megabits < GREATEST_MEGABITS ? Optional.of(megabits) : Optional.empty();
        } catch (IOException | NumberFormatException unknown) {
            // A link that is down or has no speed answers EINVAL.
            return Optional.empty();
        }
    }
}
