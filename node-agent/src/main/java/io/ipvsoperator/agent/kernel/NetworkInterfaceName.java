package io.ipvsoperator.agent.kernel;

/** The name of an interface of this host, as the kernel takes one: 1 to 15 characters, no slash, no white space. */
public record NetworkInterfaceName(String value) {
    /** {@code IFNAMSIZ}, with the NUL. */
    private static final int LONGEST = 15;

    public NetworkInterfaceName {
        boolean wrong = value.isEmpty()
                || value.length() > LONGEST
                || value.equals(".")
                || value.equals("..")
                || value.chars().anyMatch(c -> c <= ' ' || c == '/' || c > '~');
        if (wrong) {
            throw new IllegalArgumentException(
                    "interface name: expected 1 to 15 characters without slash and white space but was \"" + value
                            + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
