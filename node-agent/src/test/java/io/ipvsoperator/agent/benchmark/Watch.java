package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.wire.Ipv4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What passes while one director succeeds the other. Written by the capture's thread, read by another. */
final class Watch implements Consumer<Sighting> {
    private final Rank successor;
    private final int addressCount;
    private final CountDownLatch takenOver = new CountDownLatch(1);
    private final List<Instant> advertised = new ArrayList<>();
    private final Set<Ipv4Address> announced = new HashSet<>();
    private Optional<Instant> allAnnounced = Optional.empty();
    private Optional<Instant> resigned = Optional.empty();
    /** The predecessor, for the last time before the successor spoke. */
    private Optional<Instant> heard = Optional.empty();

    Watch(Rank successor, int addressCount) {
        this.successor = successor;
        this.addressCount = addressCount;
    }

    @Override
    public synchronized void accept(Sighting sighting) {
        switch (sighting) {
            case Sighting.Advertisement(Instant at, Rank by, int priority) -> {
                if (by == successor && priority > 0) {
                    advertised.add(at);
                } else if (by != successor) {
                    hear(at, priority);
                }
            }
            case Sighting.Announcement(Instant at, Rank by, Ipv4Address address) -> {
                boolean last = by == successor && announced.add(address) && announced.size() == addressCount;
                if (last) {
                    allAnnounced = Optional.of(at);
                }
            }
        }
        if (!advertised.isEmpty() && allAnnounced.isPresent()) {
            takenOver.countDown();
        }
    }

    private void hear(Instant at, int priority) {
        if (priority == 0) {
            resigned = Optional.of(at);
        }
        if (advertised.isEmpty()) {
            heard = Optional.of(at);
        }
    }

    boolean awaitTakeover(Duration patience) throws InterruptedException {
        return takenOver.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To be asked after {@link #awaitTakeover} has said yes. */
    synchronized Takeover takeover(Instant event, Duration interval) {
        return new Takeover(
                resigned.map(at -> Duration.between(event, at)),
                heard.map(at -> Duration.between(at, advertised.getFirst())),
                Duration.between(event, advertised.getFirst()),
                Duration.between(event, allAnnounced.orElseThrow()),
                lateness(interval));
    }

    private List<Duration> lateness(Duration interval) {
        List<Duration> late = new ArrayList<>();
        for (int i = 1; i < advertised.size(); i++) {
            late.add(Duration.between(advertised.get(i - 1), advertised.get(i)).minus(interval));
        }
        return late;
    }
}
