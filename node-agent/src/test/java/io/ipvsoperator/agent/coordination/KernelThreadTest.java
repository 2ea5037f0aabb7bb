package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.testing.Eventually.eventually;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.status.KernelObservation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KernelThreadTest {
    private final AtomicInteger looks = new AtomicInteger();

    private KernelReport carryOut(KernelOrder order, boolean look) {
        if (look) {
            looks.incrementAndGet();
        }
        return new KernelReport(
                order, KernelObservation.unknown(), false, List.of(), List.of(), List.of(), Optional.empty());
    }

    /** One that differs from that of any other number. */
    private static KernelOrder order(int number) {
        return new KernelOrder(
                true,
                List.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(new NetworkInterfaceName("eth" + number)),
                Optional.empty(),
                Set.of());
    }

    @Test
    void orders_that_keep_coming_do_not_keep_it_from_looking() throws InterruptedException {
        AtomicInteger orders = new AtomicInteger();
        KernelThread kernel = new KernelThread(this::carryOut, report -> {});
        Thread thread = new Thread(kernel);
        thread.start();
        try {
            eventually("it has looked twice", () -> {
                kernel.order(order(orders.incrementAndGet()));
                return looks.get() >= 2;
            });
        } finally {
            kernel.close();
            thread.join();
        }
    }
}
