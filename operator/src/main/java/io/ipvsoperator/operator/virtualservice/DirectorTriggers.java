package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.kubernetes.Cluster;
import java.util.function.Consumer;

/** Tells of each change of a Director whom it concerns: services of some tables and routers, or every service. */
public final class DirectorTriggers {
    private final Cluster cluster;
    private final Consumer<Director> every;
    private final Consumer<ForwardingTable> ofTable;
    private final Consumer<VirtualRouter> ofRouter;

    /**
     * All are called on the watch's thread.
     *
     * @param every looks at every service
     * @param ofTable looks at the service of a table
     * @param ofRouter looks at the services that hold addresses of a router
     */
    public DirectorTriggers(
            Cluster cluster,
            Consumer<Director> every,
            Consumer<ForwardingTable> ofTable,
            Consumer<VirtualRouter> ofRouter) {
        this.cluster = cluster;
        this.every = every;
        this.ofTable = ofTable;
        this.ofRouter = ofRouter;
    }

    public void start() {
        cluster.directors().onChange(every, this::changed);
    }

    private void changed(Director before, Director after) {
        DirectorNews news = new DirectorNews(before, after);
        if (news.concernEveryService()) {
            every.accept(after);
        } else {
            cluster.tables().list().stream().filter(news::concern).forEach(ofTable);
            cluster.routers().list().stream().filter(news::concern).forEach(ofRouter);
        }
    }
}
