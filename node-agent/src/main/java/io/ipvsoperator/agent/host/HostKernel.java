package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelProgram;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.realserver.RealServerReport;
import io.ipvsoperator.agent.realserver.RealServerRole;
import io.ipvsoperator.agent.status.ForeignServices;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.sysctl.SysctlReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Both roles of this host. Settings come first: a real server must be silent about addresses before it has them. What a role has
 * changed is put back when it ends. Used by one thread.
 */
public final class HostKernel implements KernelProgram {
    private static final String IPVS_MODULE = "ip_vs";

    private final KernelModules modules;
    private final SysctlOwner sysctls;
    private final DirectorKernel director;
    private final RealServerRole realServer;
    /** Something of that role may be left to put away. */
    private boolean wasDirector;

    /** @param wasDirector an earlier run left something of that role behind */
    public HostKernel(
            KernelModules modules,
            SysctlOwner sysctls,
            DirectorKernel director,
            RealServerRole realServer,
            boolean wasDirector) {
        this.wasDirector = wasDirector;
        this.modules = modules;
        this.sysctls = sysctls;
        this.director = director;
        this.realServer = realServer;
    }

    @Override
    public KernelReport carryOut(KernelOrder order, boolean look) {
        List<String> complaints = new ArrayList<>();
        Optional<String> unloadable =
                order.director() ? Attempt.refusalOf(() -> modules.load(IPVS_MODULE)) : Optional.empty();
        SysctlReport settings =
                sysctls.reconcile(HostSettings.wanted(order, sysctls::learningInterfaces, sysctls::kernelRelease));
        complaints.addAll(settings.failures());
        RealServerReport backend = realServer(order, complaints);
        Attempt<DirectorKernel.Outcome> director =
                unloadable.isEmpty() ? director(order, look, complaints) : new Attempt<>(Optional.empty(), unloadable);
        KernelObservation observation = observe(order, director, complaints, settings);
        return new KernelReport(
                order,
                observation,
                director.answer()
                        .map(done -> !done.report().deferred().isEmpty())
                        .orElse(false),
                director.answer()
                        .map(done -> failures(done.report().failures()))
                        .orElse(List.of()),
                backend.accepted().stream().sorted().map(Object::toString).toList(),
                backend.failures(),
                director.answer().flatMap(done -> done.report().counters()));
    }

    private RealServerReport realServer(KernelOrder order, List<String> complaints) {
        Attempt<RealServerReport> attempt = Attempt.of(() -> realServer.reconcile(order.realServer()));
        attempt.refusal().ifPresent(complaints::add);
        return attempt.answer().orElse(new RealServerReport(Set.of(), List.of()));
    }

    /** A host that neither is a director nor was one is not asked about IPVS: it may have none. */
    private Attempt<DirectorKernel.Outcome> director(KernelOrder order, boolean look, List<String> complaints) {
        if (!order.director() && !wasDirector) {
            return Attempt.none();
        }
        Attempt<DirectorKernel.Outcome> attempt = Attempt.of(() -> director.carryOut(order, look, complaints));
        wasDirector = order.director() || attempt.refusal().isPresent();
        return attempt;
    }

    private static KernelObservation observe(
            KernelOrder order,
            Attempt<DirectorKernel.Outcome> director,
            List<String> complaints,
            SysctlReport settings) {
        Optional<IpvsReport> ipvs = director.answer().map(DirectorKernel.Outcome::report);
        return new KernelObservation(
                order.director() ? director.refusal() : Optional.empty(),
                complaints,
                ipvs.map(IpvsReport::services).orElse(0),
                ipvs.map(IpvsReport::destinations).orElse(0),
                director.answer().map(DirectorKernel.Outcome::draining).orElse(Map.of()),
                settings.mended() + ipvs.map(IpvsReport::mended).orElse(0L),
                ipvs.flatMap(report -> ForeignServices.of(report.foreign())));
    }

    private static List<Failure> failures(List<ServiceFailure> failures) {
        return failures.stream()
                .map(failure -> new Failure(ObjectKind.FORWARDING_TABLE, failure.table(), failure.text()))
                .toList();
    }
}
