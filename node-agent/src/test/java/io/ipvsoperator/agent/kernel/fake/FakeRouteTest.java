package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.RouteContract;
import java.time.Duration;

class FakeRouteTest extends RouteContract {
    private final FakeKernel kernel = new FakeKernel();

    @Override
    protected KernelSockets kernel() {
        return kernel;
    }

    @Override
    protected void letASecondPass() {
        kernel.advance(Duration.ofSeconds(1));
    }
}
