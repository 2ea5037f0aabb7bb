package io.ipvsoperator.agent.plan;

/**
 * One object that this node cannot serve as it stands. The rest goes on.
 *
 * @param name of the object
 * @param message names field and value and says what would be right
 */
public record Failure(ObjectKind kind, String name, String message) {}
