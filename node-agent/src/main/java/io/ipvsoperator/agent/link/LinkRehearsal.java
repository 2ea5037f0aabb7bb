package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.rehearsal.NowhereSockets;
import io.ipvsoperator.time.MonotonicInstant;

/** A watch that sees an interface change again and again, so that the first real change meets code that is loaded and linked. */
public final class LinkRehearsal implements Runnable {
    private static final int CHANGES = 50;

    private final LinkWatch watch =
            new LinkWatch(new NowhereSockets(this::change), () -> new MonotonicInstant(0), links -> {});
    private int changes;

    @Override
    public void run() {
        watch.run();
    }

    private boolean change() {
        changes++;
        if (changes == CHANGES) {
            watch.close();
        }
        return true;
    }
}
