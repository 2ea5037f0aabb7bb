package io.ipvsoperator.agent.benchmark.ipvs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Who programs the table of a namespace. Begins with an empty one; closing ends its processes and leaves the table. */
interface Contender extends AutoCloseable {
    /** The kernel's table becomes this; returns when the last answer of the kernel is there. */
    Duration make(Workload workload) throws IOException;

    @Override
    void close();

    /** Those that are compared. */
    enum Kind {
        IPVS_OPERATOR("ipvs-operator"),
        IPVSADM("ipvsadm -R"),
        KEEPALIVED("keepalived reload");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        Contender start(IpvsNamespace namespace) throws IOException {
            return switch (this) {
                case IPVS_OPERATOR -> AgentProcess.start(namespace, List.of());
                case IPVSADM -> new Ipvsadm(namespace);
                case KEEPALIVED -> Keepalived.start(namespace);
            };
        }
    }
}
