package io.ipvsoperator.operator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ipvsoperator.operator.plan.report.Bars;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an answer is printed: the options that all commands share. */
final class Output {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What is written to standard output. */
    enum Format {
        text,
        json
    }

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "text for people (the default), json for programs.")
    private Format format = Format.text;

    @Option(names = "--ascii", description = "Bars of plain ASCII.")
    private boolean ascii;

    Bars bars() {
        return ascii ? Bars.ASCII : Bars.UNICODE;
    }

    /** In the format that is asked for. */
    void print(Supplier<String> text, Supplier<JsonNode> json) {
        switch (format) {
            case text -> command.commandLine().getOut().print(text.get());
            case json -> printJson(json.get());
        }
        command.commandLine().getOut().flush();
    }

    /** Whatever format is asked for. */
    void printJson(JsonNode node) {
        try {
            command.commandLine().getOut().print(JSON.writeValueAsString(node) + "\n");
            command.commandLine().getOut().flush();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree always has a text", impossible);
        }
    }
}
