package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.kernel.Scheduling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The probes of this host: its sockets and its processes. */
public final class HostProbes implements Probes {
    private final ProgramProbe programs;

    /** @param directory of the host's programs, if one is mounted */
    public HostProbes(Optional<Path> directory, Scheduling scheduling) {
        programs = new ProgramProbe(directory, scheduling::treatAsOrdinary);
    }

    @Override
    public Outcome run(Probe probe, Duration timeout) {
        return switch (probe) {
            case Probe.HttpGet get -> HttpProbe.run(get, timeout);
            case Probe.TcpConnect(var target) -> TcpProbe.run(target, timeout);
            case Probe.Program program -> programs.run(program, timeout);
        };
    }
}
