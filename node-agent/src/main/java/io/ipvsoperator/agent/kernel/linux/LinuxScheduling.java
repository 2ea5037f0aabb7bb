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
import java.nio.file.Path;

/** Scheduling as sched(7) has it; needs CAP_SYS_NICE. Stateless; any thread may use it. */
public final class LinuxScheduling implements Scheduling {
    /** linux/sched.h. */
    private static final int SCHED_RR = 2;

    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    /** As keepalived users choose it: above ordinary work, below what the kernel itself cannot wait with. */
    private static final int REAL_TIME_PRIORITY = 50;

    private static final int CALLING_THREAD = 0;
    /** {@code PRIO_PROCESS}: with the number of a thread it means that thread. */
    private static final int PRIO_PROCESS = 0;
    /** Ten steps of a quarter more each: about ten times an ordinary thread's share. */
    private static final int NICE = -10;

    private static final int ORDINARY = 0;
    /** A tenth of an ordinary thread's share. */
    private static final int STOOD_BACK = 10;

    private static final Path TASKS = Path.of("/proc/self/task");

    private final LibC libc = LibC.load();

    /** {@code chrt --rr --reset-on-fork --pid 50 THREAD}. */
    @Override
    public void runInRealTime() {
        ByteBuffer priority =
                ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putInt(0, REAL_TIME_PRIORITY);
        Errno.check(
                libc.sched_setscheduler(CALLING_THREAD, SCHED_RR | SCHED_RESET_ON_FORK, priority),
                "schedule a thread in real time");
    }

    /** {@code renice -n -10} of each thread: niceness is a thread's, and those of the virtual machine count as well. */
    @Override
    public void favourProcess() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                favour(Integer.parseInt(task.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read " + TASKS, e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("read " + TASKS, e.getCause());
        }
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
