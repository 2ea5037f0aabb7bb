package io.ipvsoperator.crds.vippool;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a director must find in order before it takes part. Every director runs the checks by itself, once for all
 * virtual routers of the pool.
 *
 * @param checks What is asked, and how often. Names are unique.
 * @param noHealthyBackend Resign: a director gives a virtual router away while no backend behind any of its addresses
 *     takes new connections. Ignore: it stays.
 */
public record VipPoolTracking(List<Check> checks, String noHealthyBackend) implements Part {

    /**
     * One check: exactly one of http, tcp and exec.
     *
     * @param name Stands in the status of Directors, in metrics and in logs.
     * @param interval Time from one run to the next, 100ms to 10m.
     * @param timeout A run that takes longer has failed. At most interval; absent means as long as interval.
     * @param rise Successes in a row after which a failed check succeeds again.
     * @param fall Failures in a row after which a check has failed. The very first run of a check decides at once.
     * @param weight Absent: a director whose check has failed gives all virtual routers of the pool away. Else what the
     *     check moves the director's priority by: a negative weight is added while it fails, a positive one is missing
     *     until it succeeds, which comes to the same. -253 to 253 without 0.
     */
    public record Check(
            String name,
            @Nullable Http http,
            @Nullable Tcp tcp,
            @Nullable Exec exec,
            String interval,
            @Nullable String timeout,
            int rise,
            int fall,
            @Nullable Integer weight)
            implements Part {}

    /**
     * A GET over HTTP/1.1 without TLS. The status of the answer counts; redirects are not followed.
     *
     * @param host Address to ask: in 127.0.0.0/8, ::1, or in allowedEndpoints of the pool and none of its addresses.
     * @param port Port to ask.
     * @param path Path and query, such as /healthz.
     * @param expectedStatuses Statuses that are a success, such as 204 or 200-299.
     */
    public record Http(String host, int port, String path, List<String> expectedStatuses) implements Part {}

    /**
     * A TCP connection that is closed once it is there.
     *
     * @param host Address to connect to: in 127.0.0.0/8, ::1, or in allowedEndpoints of the pool and none of its
     *     addresses.
     * @param port Port to connect to.
     */
    public record Tcp(String host, int port) implements Part {}

    /**
     * A program that succeeds by exit status 0. It runs in the node-agent's container, privileged and in the host's
     * network, without a shell and with nothing but PATH in its environment.
     *
     * @param command The program and its arguments. With location: Agent an absolute path in the image of the
     *     node-agent; with location: Host the name of a file that lies directly in the directory that the chart's value
     *     agent.trackingDirectory mounts.
     * @param location Where the program lies: Agent or Host.
     */
    public record Exec(List<String> command, String location) implements Part {}
}
