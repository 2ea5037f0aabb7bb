package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.kernel.Scheduling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The probes of this host: its sockets and its processes. */
public final class HostProbes implements Probes {
    private final ProgramProbe programs;
    private final EchoProbe echoes;

    /** @param directory of the host's programs, if one is mounted */
    public HostProbes(Optional<Path> directory, Scheduling scheduling) {
        programs = new ProgramProbe(directory, scheduling::treatAsOrdinary);
        echoes = new EchoProbe(work -> {
            Thread thread = new Thread(
                    () -> {
                        scheduling.standBack();
                        work.run();
                    },
                    "echo");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Outcome run(Probe probe, Duration timeout) {
        return switch (probe) {
            case Probe.HttpGet get -> HttpProbe.run(get, timeout);
            case Probe.TcpConnect(var target) -> TcpProbe.run(target, timeout);
            case Probe.Datagram datagram -> DatagramProbe.run(datagram, timeout);
            case Probe.DnsQuestion question -> DatagramProbe.run(question, timeout);
            case Probe.Echo echo -> echoes.run(echo, timeout);
            case Probe.Program program -> programs.run(program, timeout);
        };
    }
}
