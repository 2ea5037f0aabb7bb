package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;

import io.ipvsoperator.agent.testing.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Our router (host 10) and keepalived on one segment, both told the same of one virtual router. Closing ends whoever still runs
 * and leaves the segment as it was.
 */
final class Encounter implements AutoCloseable {
    static final int OURS = 10;
    /** Two hosts for keepalived: their addresses are below and above ours. */
    static final int LOWER = 5;

    static final int HIGHER = 30;

    private final Segment segment;
    private final Dialect dialect;
    private final int theirs;
    private final String host;

    private @Nullable KernelDirector director;
    private @Nullable Keepalived keepalived;

    /** Where encounters can be, one at a time. */
    static Segment segment() {
        Segment segment = new Segment();
        segment.addHost(host(LOWER), LOWER);
        segment.addHost(host(HIGHER), HIGHER);
        return segment;
    }

    private static String host(int number) {
        return "host" + number;
    }

    /** @param theirs number of keepalived's host */
    Encounter(Segment segment, Dialect dialect, int theirs) {
        this.segment = segment;
        this.dialect = dialect;
        this.theirs = theirs;
        this.host = host(theirs);
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
        Keepalived started = Keepalived.start(host, instances);
        keepalived = started;
        return started;
    }

    KernelDirector activeOurs(int priority) {
        KernelDirector started = startOurs(priority);
        eventually("ours is active", () -> started.is("Active"));
        return started;
    }

    /** As its configured MASTER it does not wait for a down interval. */
    Keepalived activeKeepalived(int priority) {
        Keepalived started =
                startKeepalived(dialect.keepalived(theirs, OURS, priority).replace("state BACKUP", "state MASTER"));
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
        segment.cutOff(host);
    }

    void joinTheCable() {
        segment.reconnect(host);
    }

    /** Who hears nothing of what the other sends to the group. */
    void deafen(boolean ours, boolean keepalived) {
        segment.setDeafToGroups(Segment.DIRECTOR, ours);
        segment.setDeafToGroups(host, keepalived);
    }

    @Override
    public void close() {
        if (keepalived != null) {
            keepalived.close();
        }
        if (director != null) {
            director.close();
        }
        joinTheCable();
        deafen(false, false);
    }
}
