package io.ipvsoperator.agent.kernel;

import java.util.List;
import java.util.Optional;

/** The files under /proc/sys. What a role changes there it restores when it ends. */
public interface Sysctls {
    /** The value without the newline, or nothing if this kernel has no such key now. */
    Optional<String> read(SysctlKey key);

    /** The names in a directory of settings; none if this kernel has no such directory. */
    List<String> names(SysctlKey directory);

    /** Throws {@link java.io.UncheckedIOException} that names key and value. */
    void write(SysctlKey key, String value);
}
