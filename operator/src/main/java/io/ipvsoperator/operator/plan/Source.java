package io.ipvsoperator.operator.plan;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.plan.cluster.LiveCluster;
import io.ipvsoperator.operator.plan.cluster.ObjectFiles;
import io.ipvsoperator.operator.plan.cluster.Snapshot;
import io.ipvsoperator.operator.plan.problem.BadInput;
import io.ipvsoperator.operator.plan.report.PoolView;
import io.ipvsoperator.operator.vippool.PoolForesight;
import io.ipvsoperator.operator.vippool.PoolInputs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where pools are read from: the options that the commands about clusters share. */
final class Source {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIRECTORY",
            description = {
                "Work offline on what kubectl printed; may be repeated, - reads standard input:",
                "kubectl get vippools,virtualservices,directors,virtualrouters,forwardingtables,realservers,nodes,namespaces"
                        + " -A -o yaml"
            })
    private String[] files = {};

    @Option(names = "--context", paramLabel = "NAME", description = "Of the kubeconfig; without it the current one.")
    private @Nullable String context;

    @Option(names = "--pool", paramLabel = "NAME", description = "This pool only.")
    private @Nullable String pool;

    /** The pools that are asked for, as the operator sees them now. */
    List<PoolView> pools() {
        Snapshot snapshot = snapshot();
        List<VipPool> chosen = snapshot.pools().stream()
                .filter(each -> pool == null || pool.equals(each.getMetadata().getName()))
                .toList();
        if (chosen.isEmpty()) {
            throw new BadInput(
                    snapshot.pools().isEmpty()
                            ? "there is no VipPool; create one, or give files that have one with -f"
                            : "--pool is " + pool + " but the pools are " + names(snapshot.pools()));
        }
        Instant now = Instant.now();
        return chosen.stream()
                .map(snapshot::inputsOf)
                .map(inputs -> view(inputs, now))
                .toList();
    }

    private static PoolView view(PoolInputs inputs, Instant now) {
        return PoolView.of(inputs, PoolForesight.of(inputs, now));
    }

    /** The one pool that is asked for, or that there is. */
    PoolView pool() {
        List<PoolView> pools = pools();
        if (pools.size() > 1) {
            throw new BadInput("there are several pools, "
                    + String.join(", ", pools.stream().map(PoolView::pool).toList())
                    + "; choose one with --pool");
        }
        return pools.getFirst();
    }

    private Snapshot snapshot() {
        if (files.length == 0) {
            return LiveCluster.read(context);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : files) {
            texts.putAll(TextFiles.readAll(file, System.in));
        }
        return ObjectFiles.read(texts);
    }

    private static String names(List<VipPool> pools) {
        return String.join(
                ", ", pools.stream().map(each -> each.getMetadata().getName()).toList());
    }
}
