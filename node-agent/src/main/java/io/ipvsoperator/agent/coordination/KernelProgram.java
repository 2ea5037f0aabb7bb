package io.ipvsoperator.agent.coordination;

/** Carries out orders to the kernel. Used by one thread; a call may take its time. */
public interface KernelProgram {
    /**
     * Failures stand in the report.
     *
     * @param look also look for what others have changed
     */
    KernelReport carryOut(KernelOrder order, boolean look);
}
