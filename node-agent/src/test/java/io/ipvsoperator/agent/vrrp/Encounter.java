package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;

import io.ipvsoperator.agent.testing.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Our router (host 10) and keepalived on one segment, both told the same of one virtual router. Closing ends whoever still runs.
 */
final class Encounter implements AutoCloseable {
    static final int OURS = 10;
    private static final String OTHER = "other";

    final Segment segment = new Segment();
    private final Dialect dialect;
    private final int theirs;

    private @Nullable KernelDirector director;
    private @Nullable Keepalived keepalived;

    /** @param theirs number of keepalived's host */
    Encounter(Dialect dialect, int theirs) {
        this.dialect = dialect;
        this.theirs = theirs;
        segment.addHost(OTHER, theirs);
    }

    KernelDirector startOurs(int priority) {
        KernelDirector started = new KernelDirector("eth1", dialect.family());
        director = started;
        started.run(dialect.router(OURS, theirs, priority));
        return started;
    }

    Keepalived startKeepalived(int priority) {
        return startKeepalived(dialect.keepalived(theirs, OURS, priority));
    }

    /** @param instances in its own terms, whatever the dialect */
    Keepalived startKeepalived(String instances) {
        Keepalived started = Keepalived.start(OTHER, instances);
        keepalived = started;
        return started;
    }

    KernelDirector activeOurs(int priority) {
        KernelDirector started = startOurs(priority);
        eventually("ours is active", () -> started.is("Active"));
        return started;
    }

    Keepalived activeKeepalived(int priority) {
        Keepalived started = startKeepalived(priority);
        eventually("keepalived is active", () -> owns(started));
        return started;
    }

    Keepalived backupKeepalived(int priority) {
        Keepalived started = startKeepalived(priority);
        eventually(
                "keepalived is backup",
                () -> started.state().equals("BACKUP") && started.log().contains("sockpool"));
        return started;
    }

    /** Whether it is the router's owner, by its interface and not by its word. */
    boolean owns(Keepalived keepalived) {
        return dialect.addresses().stream().allMatch(address -> keepalived.owns(address.toString()));
    }

    boolean ownsNothing(Keepalived keepalived) {
        return dialect.addresses().stream().noneMatch(address -> keepalived.owns(address.toString()));
    }

    void cutTheCable() {
        segment.cutOff(OTHER);
    }

    void joinTheCable() {
        segment.reconnect(OTHER);
    }

    /** Who hears nothing of what the other sends to the group. */
    void deafen(boolean ours, boolean keepalived) {
        segment.setDeafToGroups(Segment.DIRECTOR, ours);
        segment.setDeafToGroups(OTHER, keepalived);
    }

    @Override
    public void close() {
        if (keepalived != null) {
            keepalived.close();
        }
        if (director != null) {
            director.close();
        }
        segment.close();
    }
}
