package io.ipvsoperator.operator.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP statuses as the API writes them: {@code 204} or {@code 200-299}, both ends included. */
public record StatusRange(int first, int last) {
    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    /** Empty if it is no status and no ascending range of them. */
    public static Optional<StatusRange> parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        return first <= last ? Optional.of(new StatusRange(first, last)) : Optional.empty();
    }
}
