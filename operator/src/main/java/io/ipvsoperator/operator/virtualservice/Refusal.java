package io.ipvsoperator.operator.virtualservice;

/**
 * Why a service gets nothing new.
 *
 * @param reason of the condition
 * @param message names the field, its value and what would be right
 */
public record Refusal(String reason, String message) {}
