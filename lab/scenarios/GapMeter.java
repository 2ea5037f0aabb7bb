import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that opens a TCP connection every 5 ms, to each of some addresses in turn, and tells the longest time without a
 * successful one to any of them.
 *
 * <p>Usage: {@code java GapMeter.java ADDRESS... PORT}. It writes "ready" after its first success with each address, measures
 * until its standard input ends, and then writes one line {@code gap_milliseconds=N connected=N failed=N}. Attempts do not wait
 * for each other: each is given up after a second, long after the next ones have started.
 */
public final class GapMeter {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Target> targets;
    private final Selector selector = Selector.open();
    private long connected;
    private long failed;
    private long worstGapNanos;

    /** An address, and when a connection to it was last made. */
    private static final class Target {
        private final InetSocketAddress address;
        private long lastSuccessNanos;
        private boolean reached;

        Target(InetSocketAddress address) {
            this.address = address;
        }
    }

    private record Attempt(Target target, long startedNanos) {}

    private GapMeter(List<Target> targets) throws IOException {
        this.targets = targets;
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[arguments.length - 1]);
        GapMeter meter = new GapMeter(Arrays.stream(arguments, 0, arguments.length - 1)
                .map(address -> new Target(new InetSocketAddress(address, port)))
                .toList());
        meter.measure();
        System.out.printf(
                "gap_milliseconds=%d connected=%d failed=%d%n",
                TimeUnit.NANOSECONDS.toMillis(meter.worstGapNanos), meter.connected, meter.failed);
    }

    private void measure() throws IOException {
        Thread untilEndOfInput = waitForEndOfInput();
        long nextAttemptNanos = System.nanoTime();
        int next = 0;
        while (untilEndOfInput.isAlive()) {
            long now = System.nanoTime();
            if (now - nextAttemptNanos >= 0) {
                attempt(targets.get(next), now);
                next = (next + 1) % targets.size();
                nextAttemptNanos += INTERVAL_NANOS;
            }
            selector.select(1);
            finishAttempts(System.nanoTime());
        }
        for (Target target : targets) {
            noteGap(target, System.nanoTime());
        }
    }

    /** Whoever started us holds the other end of our input open for as long as we shall measure. */
    private static Thread waitForEndOfInput() {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // A closed input ends the measurement as its end does.
            }
        });
    }

    private void attempt(Target target, long now) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        // Closing resets: thousands of connections a minute must not use up the client's ports.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        try {
            channel.connect(target.address);
            channel.register(selector, SelectionKey.OP_CONNECT, new Attempt(target, now));
        } catch (IOException refusedAtOnce) {
            failed++;
            channel.close();
        }
    }

    private void finishAttempts(long now) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            finish(key, now);
        }
        selector.selectedKeys().clear();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && now - ((Attempt) key.attachment()).startedNanos() > PATIENCE_NANOS) {
                failed++;
                key.channel().close();
            }
        }
    }

    private void finish(SelectionKey key, long now) throws IOException {
        Target target = ((Attempt) key.attachment()).target();
        try (SocketChannel channel = (SocketChannel) key.channel()) {
            channel.finishConnect();
            noteGap(target, now);
            target.lastSuccessNanos = now;
            connected++;
            if (!target.reached) {
                target.reached = true;
                tellWhenReady();
            }
        } catch (IOException refused) {
            failed++;
        }
    }

    private void tellWhenReady() {
        if (targets.stream().allMatch(target -> target.reached)) {
            System.out.println("ready");
        }
    }

    private void noteGap(Target target, long now) {
        if (target.reached) {
            worstGapNanos = Math.max(worstGapNanos, now - target.lastSuccessNanos);
        }
    }
}
