package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.netlink.ErrorNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Scheduling as sched(7) has it; needs CAP_SYS_NICE, and CAP_IPC_LOCK for memory. Stateless; any thread may use it. */
public final class LinuxScheduling implements Scheduling {
    /** linux/sched.h. */
    private static final int SCHED_RR = 2;

    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int CALLING_THREAD = 0;
    /** {@code PRIO_PROCESS}: with the number of a thread it means that thread. */
    private static final int PRIO_PROCESS = 0;
    /** Ten steps of a quarter more each: about ten times an ordinary thread's share. */
    private static final int NICE = -10;

    private static final int ORDINARY = 0;
    /** A tenth of an ordinary thread's share. */
    private static final int STOOD_BACK = 10;

    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    /** Only what is used: most of what a virtual machine reserves never is. */
    private static final int MCL_ONFAULT = 4;

    private static final Path TASKS = Path.of("/proc/self/task");
    /** What HotSpot calls the thread that stops all others, collects garbage and lets them go on. */
    private static final String COLLECTOR = "VM Thread";
    /** Who advertises may be waiting for it, and must not wait for others' addresses meanwhile. */
    private static final int COLLECTOR_PRIORITY = 45;

    private final LibC libc = LibC.load();

    /** {@code chrt --rr --reset-on-fork --pid PRIORITY THREAD}. */
    @Override
    public void runInRealTime(Urgency urgency) {
        runInRealTime(CALLING_THREAD, realTimePriority(urgency));
    }

    private void runInRealTime(int thread, int realTimePriority) {
        ByteBuffer priority =
                ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putInt(0, realTimePriority);
        Errno.check(
                libc.sched_setscheduler(thread, SCHED_RR | SCHED_RESET_ON_FORK, priority),
                "schedule in real time",
                "a thread");
    }

    /** The first as keepalived users choose it: above ordinary work, below what the kernel itself cannot wait with. */
    private static int realTimePriority(Urgency urgency) {
        return switch (urgency) {
            case ADVERTISING -> 50;
            case ADDRESSES -> 40;
        };
    }

    /**
     * {@code renice -n -10} of each thread: niceness is a thread's, and those of the virtual machine count as well. {@code chrt}
     * of the one that collects garbage.
     */
    @Override
    public void favourProcess() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                int thread = Integer.parseInt(task.getFileName().toString());
                favour(thread);
                if (COLLECTOR.equals(nameOf(task))) {
                    runInRealTime(thread, COLLECTOR_PRIORITY);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read " + TASKS, e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("read " + TASKS, e.getCause());
        }
    }

    /** {@code vrrp_no_swap} of keepalived. */
    @Override
    public void stayInMemory() {
        Errno.check(libc.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT), "lock memory of", "this process");
    }

    /** {@code renice -n 0 PROCESS}. */
    @Override
    public void treatAsOrdinary(long process) {
        // One that ended meanwhile, or has become another user's, stays as it is.
        libc.setpriority(PRIO_PROCESS, Math.toIntExact(process), ORDINARY);
    }

    /** {@code renice -n 10} of the calling thread. */
    @Override
    public void standBack() {
        libc.setpriority(PRIO_PROCESS, CALLING_THREAD, STOOD_BACK);
    }

    /** Empty for a thread that has ended meanwhile. */
    private static String nameOf(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    private void favour(int thread) {
        if (libc.setpriority(PRIO_PROCESS, thread, NICE) < 0) {
            ErrorNumber error = Errno.last();
            boolean ended = error.equals(ErrorNumber.ESRCH);
            if (!ended) {
                throw new KernelException("set the niceness of a thread", error);
            }
        }
    }
}
