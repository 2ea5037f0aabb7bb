package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Settings in memory, of which every one is there. */
final class SettableSysctls implements Sysctls {
    final Map<String, String> written = new ConcurrentHashMap<>();

    @Override
    public Optional<String> read(SysctlKey key) {
        return Optional.of(written.getOrDefault(key.toString(), "as the kernel made it"));
    }

    @Override
    public List<String> names(SysctlKey directory) {
        return List.of();
    }

    @Override
    public void write(SysctlKey key, String value) {
        written.put(key.toString(), value);
    }
}
