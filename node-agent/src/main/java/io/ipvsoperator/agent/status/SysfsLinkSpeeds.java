package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Of {@code /sys/class/net/NAME/speed}: megabits per second as text. */
public final class SysfsLinkSpeeds implements LinkSpeeds {
    private static final long BITS_PER_MEGABIT = 1_000_000;
    /** Drivers without an answer say -1, as a signed or as an unsigned number. */
    private static final long GREATEST_MEGABITS = 10_000_000;

    private final Path interfaces;

    /** @param interfaces {@code /sys/class/net} */
    public SysfsLinkSpeeds(Path interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public Optional<Long> bitsPerSecond(NetworkInterfaceName name) {
        try {
            String text = Files.readString(interfaces.resolve(name.value()).resolve("speed"));
            long megabits = Long.parseLong(text.strip());
            return megabits > 0 && megabits < GREATEST_MEGABITS
                    ? Optional.of(megabits * BITS_PER_MEGABIT)
                    : Optional.empty();
        } catch (IOException | NumberFormatException unknown) {
            // A link that is down or has no speed answers EINVAL.
            return Optional.empty();
        }
    }
}
