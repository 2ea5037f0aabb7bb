package io.ipvsoperator.crds.virtualservice;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend must answer to be sent new connections: exactly one of tcp, http, udp, dns and icmp. Every director asks every
 * backend by itself and acts on its own result.
 *
 * @param interval Time from one question to the next, 500ms to 10m. Backends are asked one after another, spread over it.
 * @param timeout An answer that takes longer is a failure. At most interval; absent means as long as interval, but no more
 *     than 5s.
 * @param rise Successes in a row after which a failed backend takes new connections again.
 * @param fall Failures in a row after which a backend takes none. Until its first answer it counts as well.
 * @param panicThreshold Percent of the backends. While more of them fail a director goes on with those that it used before,
 *     for then it is more likely that the director cannot ask than that all of them are dead. 100 never does so.
 * @param path Where the question goes. RealAddress: to the backend's own address. DataPath: to the addresses of the service, as a
 *     client's packet through IPVS to that backend, so that one that does not accept them fails; for tcp, http, udp and dns,
 *     with DirectRouting and Tunnel.
 */
public record VirtualServiceHealthCheck(
        @Nullable Tcp tcp,
        @Nullable Http http,
        @Nullable Udp udp,
        @Nullable Dns dns,
        @Nullable Icmp icmp,
        String interval,
        @Nullable String timeout,
        int rise,
        int fall,
        int panicThreshold,
        String path)
        implements Part {

    /**
     * A TCP connection that is closed once it is there.
     *
     * @param port Port to connect to. Absent means the backend's port of the service, if that has one only and it is TCP.
     */
    public record Tcp(@Nullable Integer port) implements Part {}

    /**
     * A GET over HTTP/1.1; redirects are not followed.
     *
     * @param scheme HTTP or HTTPS. Certificates are not verified: the backend is asked by its address.
     * @param host What the header Host says, and with HTTPS the server name (SNI) if it is a name. Absent means the
     *     backend's address.
     * @param port Port to ask. Absent means the backend's port of the service, if that has one only and it is TCP.
     * @param path Path and query, such as /healthz.
     * @param expectedStatuses Statuses that are a success, such as 204 or 200-299.
     * @param bodyContains Text that must stand in the first 16 KiB of the body. Absent means that the body is not read.
     */
    public record Http(
            String scheme,
            @Nullable String host,
            @Nullable Integer port,
            String path,
            List<String> expectedStatuses,
            @Nullable String bodyContains)
            implements Part {}

    /**
     * A datagram that must be answered.
     *
     * @param port Port to send to. Absent means the backend's port of the service, if that has one only and it is UDP.
     * @param payload What is sent, as hexadecimal digits.
     * @param answerPrefix What the answer must begin with, as hexadecimal digits. Empty means that any answer will do.
     */
    public record Udp(@Nullable Integer port, String payload, String answerPrefix) implements Part {}

    /**
     * A question by UDP that must be answered without an error (NOERROR).
     *
     * @param port Port to ask. Absent means the backend's port of the service, if that has one only and it is UDP.
     * @param name The name that is asked for, such as example.com; . is the root.
     * @param type The type of record that is asked for.
     */
    public record Dns(@Nullable Integer port, String name, String type) implements Part {}

    /** An ICMP or ICMPv6 echo (ping). It says that the host lives, and nothing of what runs on it. */
    public record Icmp() implements Part {}
}
