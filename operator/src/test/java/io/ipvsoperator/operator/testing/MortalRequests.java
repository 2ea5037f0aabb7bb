package io.ipvsoperator.operator.testing;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a number of writes of a client through and none after them, as if its process had been killed there. Leases and Events
 * are no such writes: the lease must be given back, or the test would wait until it expires.
 */
public final class MortalRequests implements Interceptor {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** From now on it has so many writes to live. */
    public void diesAfter(int writes) {
        left.set(writes);
    }

    /** Whether it wanted to write more than that. */
    public boolean isDead() {
        return left.get() < 0;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (isWrite(request) && left.decrementAndGet() < 0) {
            throw new IllegalStateException("the process is dead");
        }
    }

    private static boolean isWrite(HttpRequest request) {
        String path = request.uri().getPath();
        return WRITES.contains(request.method()) && !path.contains("/leases") && !path.contains("/events");
    }
}
