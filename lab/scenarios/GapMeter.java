import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A client that opens a TCP connection every 5 ms and tells the longest time without a successful one.
 *
 * <p>Usage: {@code java GapMeter.java ADDRESS PORT}. It writes "ready" after its first success, measures until its
 * standard input ends, and then writes one line {@code gap_milliseconds=N connected=N failed=N}. Attempts do not wait
 * for each other: each is given up after a second, long after the next ones have started.
 */
public final class GapMeter {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress target;
    private final Selector selector = Selector.open();
    private long connected;
    private long failed;
    private long lastSuccessNanos;
    private long worstGapNanos;

    private GapMeter(InetSocketAddress target) throws IOException {
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        GapMeter meter = new GapMeter(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
        meter.measure();
        System.out.printf(
                "gap_milliseconds=%d connected=%d failed=%d%n",
                TimeUnit.NANOSECONDS.toMillis(meter.worstGapNanos), meter.connected, meter.failed);
    }

    private void measure() throws IOException {
        Thread untilEndOfInput = waitForEndOfInput();
        long nextAttemptNanos = System.nanoTime();
        while (untilEndOfInput.isAlive()) {
            long now = System.nanoTime();
            if (now - nextAttemptNanos >= 0) {
                attempt(now);
                nextAttemptNanos += INTERVAL_NANOS;
            }
            selector.select(1);
            finishAttempts(System.nanoTime());
        }
        noteGap(System.nanoTime());
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

    private void attempt(long now) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        // Closing resets: thousands of connections a minute must not use up the client's ports.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        try {
            channel.connect(target);
            channel.register(selector, SelectionKey.OP_CONNECT, now);
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
            if (key.isValid() && now - (long) key.attachment() > PATIENCE_NANOS) {
                failed++;
                key.channel().close();
            }
        }
    }

    private void finish(SelectionKey key, long now) throws IOException {
        try (SocketChannel channel = (SocketChannel) key.channel()) {
            channel.finishConnect();
            noteGap(now);
            lastSuccessNanos = now;
            if (connected++ == 0) {
                System.out.println("ready");
            }
        } catch (IOException refused) {
            failed++;
        }
    }

    private void noteGap(long now) {
        if (connected > 0) {
            worstGapNanos = Math.max(worstGapNanos, now - lastSuccessNanos);
        }
    }
}
