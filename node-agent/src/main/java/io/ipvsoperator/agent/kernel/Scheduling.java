package io.ipvsoperator.agent.kernel;

/** How the kernel shares processors and memory out. The first three fail with {@link KernelException} where a process may not ask for more. */
public interface Scheduling {
    /** What a thread in real time does: who advertises goes before who sets up addresses. */
    enum Urgency {
        ADVERTISING,
        ADDRESSES
    }

    /** The calling thread runs before whatever is not in real time itself, or less urgent. Threads that it starts do not. */
    void runInRealTime(Urgency urgency);

    /**
     * All threads of this process, and those that they start, come before ordinary ones. The one that collects garbage runs in real
     * time: the most urgent wait for it too.
     */
    void favourProcess();

    /** What this process has in memory now, and what comes there later, stays: nothing is read from a disk when it is used again. */
    void stayInMemory();

    /** The calling thread, and those that it starts, come after ordinary ones; does nothing where that cannot be. */
    void standBack();

    /** A process that this one has just started comes no longer before ordinary ones; does nothing where that cannot be. */
    void treatAsOrdinary(long process);
}
