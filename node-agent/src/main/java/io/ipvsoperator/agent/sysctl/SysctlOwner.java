package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.SysctlDifference.Changed;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the kernel's settings at what the roles of this node want and puts the originals back when no role wants them any
 * longer. The originals are on disk before they are overwritten. Used by one thread.
 */
public final class SysctlOwner {
    private static final Logger LOG = LoggerFactory.getLogger(SysctlOwner.class);
    private static final String SEPARATOR = "\t";
    private static final SysctlKey IPV6_INTERFACES = SysctlKey.of("net", "ipv6", "conf");

    private final Sysctls sysctls;
    private final BootRecord record;
    private Map<SysctlKey, Changed> changed;
    private long mended;

    public SysctlOwner(Sysctls sysctls, BootRecord record) {
        this.sysctls = sysctls;
        this.record = record;
        this.changed = parse(record.load());
    }

    /** Names of interfaces that take routes from router advertisements, now or as soon as the host is no router. */
    public List<String> learningInterfaces() {
        return sysctls.names(IPV6_INTERFACES).stream()
                .filter(name -> !name.equals("all") && !name.equals("default"))
                .filter(name -> sysctls.read(SysctlKey.of("net", "ipv6", "conf", name, "accept_ra"))
                        .filter(value -> !value.strip().equals("0"))
                        .isPresent())
                .toList();
    }

    /** Empty where the kernel does not say it in numbers. */
    public Optional<KernelRelease> kernelRelease() {
        return sysctls.read(SysctlKey.of("kernel", "osrelease")).flatMap(KernelRelease::parse);
    }

    /** @param wanted of all roles together; none puts everything back */
    public SysctlReport reconcile(Map<SysctlKey, String> wanted) {
        SysctlDifference difference = SysctlDifference.between(wanted, changed, sysctls::read);
        mended += difference.drifted().size();
        recordBefore(difference);
        List<String> failures = new ArrayList<>();
        difference
                .unknown()
                .forEach(key -> failures.add(
                        "%s: this kernel has no such setting; load the module ip_vs on the node or use a newer kernel"
                                .formatted(key)));
        Map<SysctlKey, Changed> done = new LinkedHashMap<>(difference.changed());
        difference
                .writes()
                .forEach((key, value) -> write(key, value).ifPresent(failure -> {
                    failures.add(failure);
                    done.remove(key);
                }));
        if (!done.equals(changed)) {
            changed = done;
            record.save(format(changed));
        }
        return new SysctlReport(failures, mended);
    }

    /** The originals of what is about to be set and of what is about to be put back: a crash in between loses none. */
    private void recordBefore(SysctlDifference difference) {
        Map<SysctlKey, Changed> both = new LinkedHashMap<>(changed);
        both.putAll(difference.changed());
        if (!both.equals(changed)) {
            record.save(format(both));
        }
    }

    private Optional<String> write(SysctlKey key, String value) {
        try {
            sysctls.write(key, value);
            LOG.atInfo().addKeyValue("sysctl", key).addKeyValue("value", value).log("kernel setting written");
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of(
                    "%s: could not be set to %s (%s); set it on the host (docs/chart.md), or run the agent privileged"
                            .formatted(key, value, e.getMessage()));
        }
    }

    private static List<String> format(Map<SysctlKey, Changed> changed) {
        return changed.entrySet().stream()
                .map(entry -> String.join(
                        SEPARATOR,
                        String.join("/", entry.getKey().path()),
                        entry.getValue().original(),
                        entry.getValue().ours()))
                .toList();
    }

    private static Map<SysctlKey, Changed> parse(List<String> lines) {
        Map<SysctlKey, Changed> changed = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(SEPARATOR, -1);
            changed.put(new SysctlKey(List.of(parts[0].split("/"))), new Changed(parts[1], parts[2]));
        }
        return changed;
    }
}
