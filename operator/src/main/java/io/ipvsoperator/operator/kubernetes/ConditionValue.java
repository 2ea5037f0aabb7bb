package io.ipvsoperator.operator.kubernetes;

/**
 * What a condition says, without the time of its last flip.
 *
 * @param reason CamelCase and stable: people and alerts match on it
 */
public record ConditionValue(String type, Truth truth, String reason, String message) {
    /** The API server refuses longer ones. */
    private static final int MAXIMUM_MESSAGE_LENGTH = 32_768;

    public ConditionValue {
        if (reason.isEmpty() || !Character.isUpperCase(reason.charAt(0))) {
            throw new IllegalArgumentException(
                    "condition " + type + ": reason '" + reason + "' must be CamelCase and not empty");
        }
        message = message.length() <= MAXIMUM_MESSAGE_LENGTH ? message : message.substring(0, MAXIMUM_MESSAGE_LENGTH);
    }

    public static ConditionValue isTrue(String type, String reason, String message) {
        return new ConditionValue(type, Truth.TRUE, reason, message);
    }

    public static ConditionValue isFalse(String type, String reason, String message) {
        return new ConditionValue(type, Truth.FALSE, reason, message);
    }

    public static ConditionValue unknown(String type, String reason, String message) {
        return new ConditionValue(type, Truth.UNKNOWN, reason, message);
    }

    public boolean holds() {
        return truth == Truth.TRUE;
    }
}
