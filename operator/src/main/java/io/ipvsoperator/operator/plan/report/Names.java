package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Director;

/** How reports call what the placement names by constants. */
final class Names {
    private Names() {}

    static String of(Director.Availability availability) {
        return switch (availability) {
            case AVAILABLE -> "available";
            case SILENT -> "silent";
            case MAINTENANCE -> "in maintenance";
        };
    }

    /** "1 move", "2 moves". */
    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
