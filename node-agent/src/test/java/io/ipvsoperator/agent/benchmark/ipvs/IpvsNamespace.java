package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.OtherNamespace;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ObservedDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with an IPVS table of its own that nobody has written to: what was deleted from one slows later additions
 * to it down. Closing removes it with all it holds.
 */
final class IpvsNamespace implements AutoCloseable {
    private static final String NAME = "ipvs-bench";

    private final Path directory;
    private final NetlinkConversation conversation;
    private final GenericNetlinkFamily ipvs;

    IpvsNamespace() throws IOException {
        Programs.run("ip", "netns", "add", NAME);
        // The kernel refuses destinations while lo is down.
        Programs.run("ip", "-n", NAME, "link", "set", "lo", "up");
        directory = Files.createTempDirectory("ipvs-bench");
        conversation = OtherNamespace.in(NAME, () -> new NetlinkConversation(new LinuxKernelSockets().generic()));
        ipvs = new GenericNetlinkFamily(conversation, IpvsFamily.NAME);
    }

    /** An interface on which routers may run, and nobody else is. */
    void addSegment(String name, String address) {
        Programs.shell(
                "ip -n %1$s link add %2$s type dummy && ip -n %1$s addr add %3$s dev %2$s && ip -n %1$s link set %2$s up"
                        .formatted(NAME, name, address));
    }

    /** For files of the processes that run here. */
    Path directory() {
        return directory;
    }

    ProcessBuilder process(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", NAME));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    /** Whether the last destination is as wanted; each of the three writes it last. */
    boolean endsWith(Workload workload) {
        return ipvs.dump(new IpvsCommand.ListDestinations(workload.lastService()).request()).stream()
                .map(ObservedDestination::decode)
                .map(ObservedDestination::destination)
                .anyMatch(there -> there.key().equals(workload.lastDestination())
                        && there.weight() == workload.weight(workload.services() - 1, workload.destinations() - 1));
    }

    /** Fails unless the table is the wanted one, as far as a look at all services and the last destinations tells. */
    void check(Contender.Kind kind, Workload workload) {
        int services = ipvs.dump(new IpvsCommand.ListServices().request()).size();
        if (services != workload.services() || !endsWith(workload)) {
            throw new IllegalStateException("%s: %d services of %d are there, the last one is %sas wanted"
                    .formatted(kind.label(), services, workload.services(), endsWith(workload) ? "" : "not "));
        }
    }

    @Override
    public void close() {
        conversation.close();
        Programs.run("ip", "netns", "del", NAME);
        Programs.run("rm", "-rf", directory.toString());
    }
}
