package io.ipvsoperator.agent.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.IpvsContract;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import org.junit.jupiter.api.Test;

class IpvsKernelIT extends IpvsContract {
    private final KernelSockets kernel = new LinuxKernelSockets();

    @Override
    protected KernelSockets kernel() {
        return kernel;
    }

    @Test
    void ipvsadm_sees_the_service_and_its_destination() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "wrr")));
        execute(new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(FIRST, 7)));

        assertThat(Program.run("ipvsadm", "-Ln"))
                .containsPattern("TCP +192\\.0\\.2\\.200:80 +wrr")
                .containsPattern("-> 192\\.0\\.2\\.30:80 +Route +7 +0 +0");
    }
}
