package io.ipvsoperator.agent.testing;

/** Tests that change interfaces, rules and tables of their host must have it for themselves. */
public final class OwnKernel {
    private OwnKernel() {}

    /** A network that leads out of the host belongs to somebody. */
    public static void require() {
        String route = Programs.run("ip", "route", "show", "default");
        if (!route.isBlank()) {
            throw new AssertionError(
                    "this test would change the network of a host that is in use (%s); start it with node-agent/kernel-tests"
                            .formatted(route.strip()));
        }
    }
}
