package io.ipvsoperator.crds.badinput;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of wrong values on a page of Markdown, each between {@code <!-- bad input of KIND -->} and {@code <!-- end -->}. */
final class BadInputPage {
    private static final Pattern TABLE = Pattern.compile("<!-- bad input of (\\w+) -->.*?<!-- end -->", Pattern.DOTALL);

    /** @param messages what the API server said, one for each cause */
    record Answer(WrongValue wrong, List<String> messages) {}

    private final Map<String, List<Answer>> answers;

    BadInputPage(List<Answer> answers) {
        this.answers = answers.stream()
                .collect(Collectors.groupingBy(answer -> answer.wrong().kind()));
    }

    /** The page with its tables made anew. */
    String writtenInto(String page) {
        return TABLE.matcher(page)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "<!-- bad input of " + match.group(1) + " -->\n" + table(match.group(1)) + "<!-- end -->"));
    }

    private String table(String kind) {
        return answers.getOrDefault(kind, List.of()).stream()
                .map(BadInputPage::row)
                .collect(
                        Collectors.joining("\n", "| field | wrong value | what you are told |\n|---|---|---|\n", "\n"));
    }

    private static String row(Answer answer) {
        return "| `%s` | %s | %s |"
                .formatted(
                        answer.wrong().field(),
                        escaped(answer.wrong().text()),
                        answer.messages().stream()
                                .map(message -> "`" + escaped(message) + "`")
                                .collect(Collectors.joining("<br>")));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
