package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.testing.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Our side in a process of its own with the flags of the image: {@link AgentTable}. */
final class AgentProcess implements Contender {
    /** Whoever starts the benchmark takes them from the build of the image. */
    private static final String AGENT_FLAGS = System.getProperty("benchmark.agent.flags", "");

    private final Process process;
    private final BufferedReader answers;

    /** @param writes messages that change something */
    record Answer(Duration taken, int writes) {}

    private AgentProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    static AgentProcess start(IpvsNamespace namespace, List<String> flags) throws IOException {
        List<String> command = javaCommand(flags);
        command.add(AgentTable.class.getName());
        command.add(namespace.directory().resolve("services").toString());
        return new AgentProcess(namespace
                .process(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static List<String> javaCommand(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(Arrays.stream(AGENT_FLAGS.split(" ", -1))
                .filter(flag -> !flag.isEmpty())
                .toList());
        command.addAll(flags);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        return command;
    }

    @Override
    public Duration make(Workload workload) throws IOException {
        return change(workload).taken();
    }

    /** The agent's way from a new plan to the last acknowledgement. */
    Answer change(Workload workload) throws IOException {
        return ask("apply " + workload.encode());
    }

    /** A look at the kernel, and what it takes to mend. */
    Answer audit(Workload workload) throws IOException {
        return ask("audit " + workload.encode());
    }

    private Answer ask(String question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
        String line = answers.readLine();
        while (line != null && !line.startsWith(AgentTable.ANSWER)) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("the agent's process ended while it was asked to " + question);
        }
        String[] words = line.substring(AgentTable.ANSWER.length()).split(" ", -1);
        return new Answer(Duration.ofNanos(Long.parseLong(words[0])), Integer.parseInt(words[1]));
    }

    @Override
    public void close() {
        process.destroy();
        Programs.end(process);
    }
}
