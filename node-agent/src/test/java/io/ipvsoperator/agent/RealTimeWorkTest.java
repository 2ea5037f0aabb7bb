package io.ipvsoperator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Scheduling.Urgency;
import io.ipvsoperator.netlink.ErrorNumber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RealTimeWorkTest {
    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    void a_thread_is_in_real_time_before_it_works() throws InterruptedException {
        run(new TestScheduling(false));
        assertThat(happened).containsExactly("real time for ADDRESSES in addresses", "work in addresses");
    }

    @Test
    void a_thread_that_may_not_be_in_real_time_works_nevertheless() throws InterruptedException {
        run(new TestScheduling(true));
        assertThat(happened).containsExactly("work in addresses");
    }

    private void run(Scheduling scheduling) throws InterruptedException {
        Thread thread = new Thread(new RealTimeWork(scheduling, Urgency.ADDRESSES, () -> note("work")));
        thread.setName("addresses");
        thread.start();
        thread.join();
    }

    private void note(String what) {
        happened.add(what + " in " + Thread.currentThread().getName());
    }

    private final class TestScheduling implements Scheduling {
        private final boolean refuses;

        private TestScheduling(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public void runInRealTime(Urgency urgency) {
            if (refuses) {
                throw new KernelException("schedule a thread in real time", ErrorNumber.EPERM);
            }
            note("real time for " + urgency);
        }

        @Override
        public void favourProcess() {
            throw new AssertionError("is asked for one thread only");
        }

        @Override
        public void treatAsOrdinary(long process) {
            throw new AssertionError("nobody here starts a process");
        }

        @Override
        public void stayInMemory() {
            throw new AssertionError("is asked for the process only");
        }

        @Override
        public void standBack() {
            throw new AssertionError("who is urgent does not stand back");
        }
    }
}
