package io.ipvsoperator.agent.rehearsal;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.util.List;
import java.util.Optional;

/** A kernel that has no settings. */
public final class NowhereSysctls implements Sysctls {
    @Override
    public Optional<String> read(SysctlKey key) {
        return Optional.empty();
    }

    @Override
    public List<String> names(SysctlKey directory) {
        return List.of();
    }

    @Override
    public void write(SysctlKey key, String value) {}
}
