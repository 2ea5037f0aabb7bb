package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Director;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name for everything that a plan depends on but link speeds: what people wrote, which directors there are and which of them are
 * out by somebody's word, and which services there are. Silence is no part of it, as it changes no order.
 */
final class PlanBasis {
    private static final int OCTETS = 16;

    private PlanBasis() {}

    /**
     * @param generation of the pool's spec
     * @param declared directors with the capacities that people declared
     * @param services one text for each, that changes when the service does
     */
    static String of(long generation, List<Director> declared, List<String> services) {
        String text = Stream.of(
                        Stream.of("generation " + generation),
                        declared.stream()
                                .map(director -> director.name() + " " + director.capacity() + " "
                                        + (director.availability() == Director.Availability.MAINTENANCE))
                                .sorted(),
                        services.stream().sorted())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(digest(text), 0, OCTETS);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
