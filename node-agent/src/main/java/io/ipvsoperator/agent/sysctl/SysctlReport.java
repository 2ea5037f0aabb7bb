package io.ipvsoperator.agent.sysctl;

import java.util.List;

/**
 * @param failures settings that are not as they must be, and what to do
 * @param mended how many settings were set again since the start because somebody else had changed them
 */
public record SysctlReport(List<String> failures, long mended) {
    public SysctlReport {
        failures = List.copyOf(failures);
    }
}
