package io.ipvsoperator.operator.placement;

/** What a placement does to one unit, and why in words. */
public sealed interface Change {

    String reason();

    /** The order stands. */
    record Kept(String reason) implements Change {}

    /** A newcomer got an order. */
    record Placed(String reason) implements Change {}

    /** The active director stays, those behind it do not. */
    record Reordered(String reason) implements Change {}

    /** Another director than the available one that was active becomes active. */
    record Moved(String from, String to, String reason) implements Change {}

    /** The first of its order cannot serve: another does, for as long as that lasts. Not by choice, so it is no move. */
    record Forced(String from, String to, String reason) implements Change {}
}
