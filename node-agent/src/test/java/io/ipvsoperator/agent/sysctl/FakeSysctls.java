package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings in memory. Only those given exist. */
final class FakeSysctls implements Sysctls {
    final Map<SysctlKey, String> values = new HashMap<>();
    final Set<SysctlKey> readOnly = new HashSet<>();
    int writes;

    @Override
    public Optional<String> read(SysctlKey key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public List<String> names(SysctlKey directory) {
        return values.keySet().stream()
                .map(SysctlKey::path)
                .filter(path -> path.size() > directory.path().size()
                        && path.subList(0, directory.path().size()).equals(directory.path()))
                .map(path -> path.get(directory.path().size()))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void write(SysctlKey key, String value) {
        if (readOnly.contains(key)) {
            throw new UncheckedIOException(new IOException("write %s: Read-only file system".formatted(key)));
        }
        if (values.replace(key, value) == null) {
            throw new AssertionError("no such setting: " + key);
        }
        writes++;
    }
}
