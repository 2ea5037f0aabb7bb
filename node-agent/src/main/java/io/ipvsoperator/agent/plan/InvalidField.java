package io.ipvsoperator.agent.plan;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of an object that cannot be served. The message names the field and its value and says what is right. */
final class InvalidField extends RuntimeException {
    private final String problem;

    InvalidField(String field, @Nullable Object value, String right) {
        this(field + " is " + (value instanceof String ? "'" + value + "'" : value) + ", " + right);
    }

    private InvalidField(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }

    /** The list of a field that must be there but may be empty. */
    static <T> List<T> list(String field, @Nullable List<T> value) {
        if (value == null) {
            throw new InvalidField(field, null, "must be a list");
        }
        return value;
    }

    static <T> T present(String field, @Nullable T value, String right) {
        if (value == null) {
            throw new InvalidField(field, null, right);
        }
        return value;
    }

    static int within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidField(field, value, "must be " + least + " to " + most);
        }
        return value;
    }

    static String oneOf(String field, @Nullable String value, Collection<String> known) {
        if (value == null || !known.contains(value)) {
            throw new InvalidField(field, value, "this agent knows " + String.join(", ", known));
        }
        return value;
    }
}
