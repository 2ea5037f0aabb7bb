package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.filter.InstalledPrograms;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.probe.DataPaths;
import io.ipvsoperator.agent.realserver.RealServerRole;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Puts a {@link HostKernel} together. */
public final class HostKernels {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SYSCTLS = Path.of("/proc/sys");
    /** IPVS_GENL_NAME. */
    private static final String IPVS_FAMILY = "IPVS";

    private HostKernels() {}

    /** Whose data paths nobody takes. */
    public static HostKernel of(KernelSockets sockets, Path stateDirectory) throws IOException {
        return of(sockets, stateDirectory, new DataPaths());
    }

    /**
     * @param stateDirectory where the records of what was changed are
     * @param dataPaths is told which ones there are
     */
    public static HostKernel of(KernelSockets sockets, Path stateDirectory, DataPaths dataPaths) throws IOException {
        String boot = Files.readString(BOOT_ID).strip();
        KernelModules modules = new LinuxKernelModules();
        GenericNetlinkFamily ipvs = new GenericNetlinkFamily(new NetlinkConversation(sockets.generic()), IPVS_FAMILY);
        BootRecord services = new BootRecord(stateDirectory.resolve("ipvs-services"), boot);
        BootRecord daemons = new BootRecord(stateDirectory.resolve("sync-daemons"), boot);
        boolean wasDirector = !services.load().isEmpty() || !daemons.load().isEmpty();
        DirectorKernel director = new DirectorKernel(
                new IpvsProgrammer(ipvs, modules, services),
                new PacketFilter(
                        new InstalledPrograms(), new BootRecord(stateDirectory.resolve("packet-filter"), boot)),
                new SyncDaemons(ipvs, daemons),
                dataPaths);
        return new HostKernel(
                modules,
                new SysctlOwner(new LinuxSysctls(SYSCTLS), new BootRecord(stateDirectory.resolve("sysctls"), boot)),
                director,
                new RealServerRole(new NetlinkConversation(sockets.route(Set.of()))),
                wasDirector);
    }
}
