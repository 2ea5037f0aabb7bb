package io.ipvsoperator.operator.plan.problem;

import io.ipvsoperator.operator.placement.Mode;
import java.util.Locale;

/** Modes as people write them in one word. */
public final class Modes {
    static final int ANY_MOVES = Integer.MAX_VALUE;
    static final int LEAST_GAIN = 1;

    private Modes() {}

    /**
     * {@code keep}, {@code restore}, {@code improve}, or {@code improve:MOVES} or {@code improve:MOVES:GAIN}; case does not matter.
     *
     * @param where names what the text is the value of
     */
    public static Mode parse(String where, String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
        if (parts.length == 1 && parts[0].equals("keep")) {
            return new Mode.Keep();
        }
        if (parts.length == 1 && parts[0].equals("restore")) {
            return new Mode.Restore();
        }
        if (parts.length <= 3 && parts[0].equals("improve")) {
            return new Mode.Improve(
                    number(where, text, parts, 1, ANY_MOVES), number(where, text, parts, 2, LEAST_GAIN));
        }
        throw unknown(where, text);
    }

    private static int number(String where, String text, String[] parts, int index, int otherwise) {
        if (index >= parts.length) {
            return otherwise;
        }
        if (!parts[index].matches("[0-9]{1,9}")) {
            throw unknown(where, text);
        }
        return Integer.parseInt(parts[index]);
    }

    private static BadInput unknown(String where, String text) {
        return new BadInput(where + " is \"" + text
                + "\" but must be keep, restore, improve, improve:MOVES or improve:MOVES:GAIN, such as improve:3:5 for"
                + " at most 3 moves if the worst case falls by 5 percent");
    }
}
