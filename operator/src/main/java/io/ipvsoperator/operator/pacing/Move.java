package io.ipvsoperator.operator.pacing;

/**
 * A change of the active director by choice.
 *
 * @param unit what moves: the virtual routers of one identifier
 * @param from who is active
 * @param to who is to be
 * @param reason in words
 */
public record Move(String unit, String from, String to, String reason) {}
