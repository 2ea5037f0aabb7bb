package io.ipvsoperator.crds.virtualrouter;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member must find in order before it takes part. Routers of one pool carry the same; a member runs each check
 * once.
 *
 * @param checks By name.
 * @param noHealthyBackend Resign or Ignore.
 */
public record VirtualRouterTracking(List<Check> checks, String noHealthyBackend) implements Part {

    /**
     * One check: exactly one of http, tcp and exec.
     *
     * @param name Unique within the pool.
     * @param intervalMilliseconds Time from one run to the next.
     * @param timeoutMilliseconds A run that takes longer has failed.
     * @param rise Successes in a row after which a failed check succeeds again.
     * @param fall Failures in a row after which a check has failed.
     * @param weight Absent: a member whose check has failed gives the router away. Else its priority is lower by the
     *     amount of the weight while the check fails.
     */
    public record Check(
            String name,
            @Nullable Http http,
            @Nullable Tcp tcp,
            @Nullable Exec exec,
            int intervalMilliseconds,
            int timeoutMilliseconds,
            int rise,
            int fall,
            @Nullable Integer weight)
            implements Part {}

    /**
     * A GET.
     *
     * @param host Address to ask.
     * @param port Port to ask.
     * @param path Path and query.
     * @param expectedStatuses What is a success.
     */
    public record Http(String host, int port, String path, List<Statuses> expectedStatuses) implements Part {}

    /**
     * A range of HTTP statuses, both ends included.
     *
     * @param first The lowest.
     * @param last The highest.
     */
    public record Statuses(int first, int last) implements Part {}

    /**
     * A TCP connection.
     *
     * @param host Address to connect to.
     * @param port Port to connect to.
     */
    public record Tcp(String host, int port) implements Part {}

    /**
     * A program that succeeds by exit status 0.
     *
     * @param command The program and its arguments.
     * @param location Where the program lies: Agent or Host.
     */
    public record Exec(List<String> command, String location) implements Part {}
}
