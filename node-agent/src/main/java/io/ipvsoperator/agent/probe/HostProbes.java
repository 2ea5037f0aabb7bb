package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.kernel.Scheduling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The probes of this host: its sockets and its processes. */
public final class HostProbes implements Probes {
    private final ProgramProbe programs;
    private final EchoProbe echoes;
    private final DataPathProbe dataPaths;

    /** @param directory of the host's programs, if one is mounted */
    public HostProbes(Optional<Path> directory, Scheduling scheduling, DataPathProbe dataPaths) {
        this.dataPaths = dataPaths;
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
            case Probe.PortQuestion question -> DataPathProbe.ask(question, Way.USUAL, timeout);
            case Probe.ByDataPath byDataPath -> dataPaths.run(byDataPath, timeout);
            case Probe.Echo echo -> echoes.run(echo, timeout);
            case Probe.Program program -> programs.run(program, timeout);
        };
    }
}
