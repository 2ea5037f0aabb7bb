package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelProgram;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.realserver.RealServerReport;
import io.ipvsoperator.agent.realserver.RealServerRole;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.RealServerSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.sysctl.SysctlReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Both roles of this host. Settings come first: a real server must be silent about addresses before it has them. What a role has
 * changed is put back when it ends. Used by one thread.
 */
public final class HostKernel implements KernelProgram {
    private static final String IPVS_MODULE = "ip_vs";
    private static final String MAGLEV = "mh";

    private final KernelModules modules;
    private final SysctlOwner sysctls;
    private final DirectorKernel director;
    private final RealServerRole realServer;
    private boolean wasDirector;
    private boolean everLooked;

    public HostKernel(KernelModules modules, SysctlOwner sysctls, DirectorKernel director, RealServerRole realServer) {
        this.modules = modules;
        this.sysctls = sysctls;
        this.director = director;
        this.realServer = realServer;
    }

    @Override
    public KernelReport carryOut(KernelOrder order, boolean look) {
        List<String> complaints = new ArrayList<>();
        Optional<String> problem = order.director() ? Complaint.of(() -> modules.load(IPVS_MODULE)) : Optional.empty();
        SysctlReport settings = sysctls.reconcile(settings(order));
        complaints.addAll(settings.failures());
        RealServerReport backend = realServer(order, complaints);
        KernelReport report = director(order, look, problem, complaints, settings, backend);
        everLooked = true;
        return report;
    }

    private static Map<SysctlKey, String> settings(KernelOrder order) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        if (order.director()) {
            wanted.putAll(DirectorSysctls.on(order.interfaces(), usesMaglev(order)));
        }
        if (!order.realServer().isEmpty()) {
            wanted.putAll(RealServerSysctls.all());
        }
        return wanted;
    }

    private static boolean usesMaglev(KernelOrder order) {
        return order.tables().stream()
                .map(TablePlan::services)
                .flatMap(List::stream)
                .anyMatch(service -> service.scheduler().equals(MAGLEV));
    }

    private RealServerReport realServer(KernelOrder order, List<String> complaints) {
        AtomicReference<RealServerReport> report = new AtomicReference<>(new RealServerReport(Set.of(), List.of()));
        Complaint.of(() -> report.set(realServer.reconcile(order.realServer()))).ifPresent(complaints::add);
        return report.get();
    }

    /** A host that neither is a director nor was one is not asked about IPVS: it may have none. */
    private KernelReport director(
            KernelOrder order,
            boolean look,
            Optional<String> problem,
            List<String> complaints,
            SysctlReport settings,
            RealServerReport backend) {
        AtomicReference<Optional<DirectorKernel.Outcome>> outcome = new AtomicReference<>(Optional.empty());
        Optional<String> unusable = problem;
        if (problem.isEmpty() && (order.director() || wasDirector || !everLooked)) {
            unusable = Complaint.of(() -> outcome.set(Optional.of(director.carryOut(order, look, complaints))));
        }
        wasDirector = order.director() || (unusable.isPresent() && wasDirector);
        KernelObservation observation = new KernelObservation(
                order.director() ? unusable : Optional.empty(),
                complaints,
                outcome.get().map(done -> done.report().services()).orElse(0),
                outcome.get().map(done -> done.report().destinations()).orElse(0),
                outcome.get().map(DirectorKernel.Outcome::draining).orElse(Map.of()),
                settings.mended() + outcome.get().map(done -> done.report().mended()).orElse(0L));
        return new KernelReport(
                order,
                observation,
                outcome.get().map(done -> !done.report().deferred().isEmpty()).orElse(false),
                outcome.get().map(done -> failures(done.report().failures())).orElse(List.of()),
                backend.accepted().stream().sorted().map(Object::toString).toList(),
                backend.failures(),
                settings.mended()
                        + outcome.get().map(done -> done.report().mended()).orElse(0L));
    }

    private static List<Failure> failures(List<ServiceFailure> failures) {
        return failures.stream()
                .map(failure -> new Failure(ObjectKind.FORWARDING_TABLE, failure.table(), failure.text()))
                .toList();
    }
}
