package io.ipvsoperator.operator.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs nothing: remembers commands, and answers those that begin with a text that has an answer. */
final class RecordedCommands implements Commands {
    private final Map<String, String> answers;
    private final List<String> commands = new ArrayList<>();

    RecordedCommands(Map<String, String> answers) {
        this.answers = answers;
    }

    @Override
    public String run(String input, List<String> command) {
        String line = String.join(" ", command);
        commands.add(line);
        return answers.entrySet().stream()
                .filter(answer -> line.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** In their order. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    void forget() {
        commands.clear();
    }
}
