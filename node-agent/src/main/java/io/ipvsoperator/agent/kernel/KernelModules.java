package io.ipvsoperator.agent.kernel;

/** The kernel's modules. */
public interface KernelModules {
    /**
     * Loads the module if it is neither loaded nor built in. Throws {@link java.io.UncheckedIOException} that says which module
     * to load on the host when that cannot be done from here.
     */
    void load(String module);
}
