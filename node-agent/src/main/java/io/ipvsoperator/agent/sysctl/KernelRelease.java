package io.ipvsoperator.agent.sysctl;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of {@code kernel.osrelease}, such as 5.4 of {@code 5.4.0-150-generic}. */
public record KernelRelease(int major, int minor) implements Comparable<KernelRelease> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    /** Empty if it begins otherwise. */
    public static Optional<KernelRelease> parse(String release) {
        Matcher matcher = NUMBERS.matcher(release);
        return matcher.matches()
                ? Optional.of(new KernelRelease(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(KernelRelease other) {
        return Comparator.comparingInt(KernelRelease::major)
                .thenComparingInt(KernelRelease::minor)
                .compare(this, other);
    }
}
