package io.ipvsoperator.agent.kernel;

/** The name of an interface of this host, as the kernel takes one: 1 to 15 characters, no slash, no white space. */
public record NetworkInterfaceName(String value) {
    /** {@code IFNAMSIZ}, with the NUL. */
    private static final int LONGEST = 15;

    public NetworkInterfaceName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "interface name: expected 1 to 15 characters without slash and white space but was \"" + value
                            + "\"");
        }
    }

    /** False for names that the kernel has but nobody here can use: those beyond ASCII. */
    public static boolean isValid(String value) {
        return !value.isEmpty()
                && value.length() <= LONGEST
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().allMatch(c -> c > ' ' && c != '/' && c <= '~');
    }

    @Override
    public String toString() {
        return value;
    }
}
