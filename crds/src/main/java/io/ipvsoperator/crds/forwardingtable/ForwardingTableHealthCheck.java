package io.ipvsoperator.crds.forwardingtable;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a destination must answer to keep its weight: exactly one of tcp, http, udp, dns and icmp.
 *
 * @param intervalMilliseconds From one question to the next.
 * @param timeoutMilliseconds An answer that takes longer is a failure.
 * @param rise Successes in a row that end a failure.
 * @param fall Failures in a row that make one.
 * @param panicThreshold Percent of the destinations. While more fail, those that were used before are used on.
 * @param quorum When the destinations with a fallbackWeight take over. Absent: never.
 * @param path RealAddress: the destination's own address is asked, DataPath: the virtual ones, through IPVS to that
 *     destination. Absent: RealAddress.
 */
public record ForwardingTableHealthCheck(
        @Nullable Tcp tcp,
        @Nullable Http http,
        @Nullable Udp udp,
        @Nullable Dns dns,
        @Nullable Icmp icmp,
        int intervalMilliseconds,
        int timeoutMilliseconds,
        int rise,
        int fall,
        int panicThreshold,
        @Nullable Quorum quorum,
        @Nullable String path)
        implements Part {

    /** A check of the destinations' own addresses. */
    public ForwardingTableHealthCheck(
            @Nullable Tcp tcp,
            @Nullable Http http,
            @Nullable Udp udp,
            @Nullable Dns dns,
            @Nullable Icmp icmp,
            int intervalMilliseconds,
            int timeoutMilliseconds,
            int rise,
            int fall,
            int panicThreshold,
            @Nullable Quorum quorum) {
        this(
                tcp,
                http,
                udp,
                dns,
                icmp,
                intervalMilliseconds,
                timeoutMilliseconds,
                rise,
                fall,
                panicThreshold,
                quorum,
                null);
    }

    /**
     * How many destinations of a family must be up.
     *
     * @param minimum Destinations. With fewer than this less hysteresis the fallback takes over from all of them.
     * @param hysteresis It gives back when as many more than minimum are up, or all of them.
     */
    public record Quorum(int minimum, int hysteresis) implements Part {}

    /**
     * A TCP connection.
     *
     * @param port Port to connect to. Absent: the destination's.
     */
    public record Tcp(@Nullable Integer port) implements Part {}

    /**
     * A GET.
     *
     * @param scheme HTTP or HTTPS.
     * @param host What the header Host says. Absent: the destination's address.
     * @param port Port to ask. Absent: the destination's.
     * @param path Path and query.
     * @param expectedStatuses What is a success.
     * @param bodyContains What must stand in the body. Absent: it is not read.
     */
    public record Http(
            String scheme,
            @Nullable String host,
            @Nullable Integer port,
            String path,
            List<Statuses> expectedStatuses,
            @Nullable String bodyContains)
            implements Part {}

    /**
     * A range of HTTP statuses, both ends included.
     *
     * @param first The lowest.
     * @param last The highest.
     */
    public record Statuses(int first, int last) implements Part {}

    /**
     * A datagram that must be answered.
     *
     * @param port Port to send to. Absent: the destination's.
     * @param payload Hexadecimal digits.
     * @param answerPrefix Hexadecimal digits.
     */
    public record Udp(@Nullable Integer port, String payload, String answerPrefix) implements Part {}

    /**
     * A question by UDP.
     *
     * @param port Port to ask. Absent: the destination's.
     * @param name The name that is asked for.
     * @param type The type of record that is asked for.
     */
    public record Dns(@Nullable Integer port, String name, String type) implements Part {}

    /** An echo. */
    public record Icmp() implements Part {}
}
