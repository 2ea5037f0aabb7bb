package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.IpvsContract;
import io.ipvsoperator.agent.kernel.KernelSockets;

class FakeIpvsTest extends IpvsContract {
    private final FakeKernel kernel = new FakeKernel();

    @Override
    protected KernelSockets kernel() {
        return kernel;
    }
}
