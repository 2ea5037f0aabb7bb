import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that upload at a given rate over all of a service's addresses, whatever becomes of the uploads before: each address gets
 * its share of new uploads, evenly in time. An upload that the server has not answered after two seconds is lost.
 *
 * <p>Usage: {@code java LoadMeter.java BITS_PER_SECOND SECONDS ADDRESS...}. It writes a line {@code ADDRESS uploads=N lost=N} for
 * each address and then {@code offered_kbit=N delivered_kbit=N uploads=N lost=N}, rates by second of the measurement.
 */
public final class LoadMeter {
    /** Half a megabit. The head of the request comes on top. */
    private static final int BODY_BYTES = 62_500;

    private static final int PATIENCE_MILLISECONDS = 2_000;

    private record Target(String address, AtomicLong uploads, AtomicLong lost) {}

    private final List<Target> targets = new ArrayList<>();
    private final long betweenUploadsNanos;
    private final int seconds;
    private final ScheduledExecutorService impatience = Executors.newSingleThreadScheduledExecutor();

    private LoadMeter(long bitsPerSecond, int seconds, List<String> addresses) {
        this.betweenUploadsNanos = TimeUnit.SECONDS.toNanos(1) * BODY_BYTES * 8 / bitsPerSecond;
        this.seconds = seconds;
        addresses.forEach(address -> targets.add(new Target(address, new AtomicLong(), new AtomicLong())));
    }

    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        LoadMeter meter =
                new LoadMeter(Long.parseLong(all.get(0)), Integer.parseInt(all.get(1)), all.subList(2, all.size()));
        meter.measure();
        meter.report();
    }

    private void measure() {
        try (impatience; var uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long count = TimeUnit.SECONDS.toNanos(seconds) / betweenUploadsNanos;
            for (int i = 0; i < count; i++) {
                long due = start + i * betweenUploadsNanos;
                while (System.nanoTime() - due < 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                Target target = targets.get(i % targets.size());
                target.uploads().incrementAndGet();
                uploads.execute(() -> upload(target));
            }
        }
    }

    private void upload(Target target) {
        try (Socket socket = new Socket()) {
            var end = impatience.schedule(() -> close(socket), PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
            socket.connect(new InetSocketAddress(target.address(), 80), PATIENCE_MILLISECONDS);
            send(socket.getOutputStream(), target);
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            end.cancel(false);
            if (!status.endsWith(" 200")) {
                target.lost().incrementAndGet();
            }
        } catch (IOException failed) {
            target.lost().incrementAndGet();
        }
    }

    private static void send(OutputStream stream, Target target) throws IOException {
        String head = "POST /upload HTTP/1.1\r\nHost: " + target.address() + "\r\nConnection: close\r\nContent-Length: " + BODY_BYTES
                + "\r\n\r\n";
        stream.write(head.getBytes(StandardCharsets.US_ASCII));
        stream.write(new byte[BODY_BYTES]);
    }

    private static void close(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // Then the upload has come to its end by itself.
        }
    }

    private void report() {
        long uploads = 0;
        long lost = 0;
        for (Target target : targets) {
            System.out.printf("%s uploads=%s lost=%s%n", target.address(), target.uploads(), target.lost());
            uploads += target.uploads().get();
            lost += target.lost().get();
        }
        System.out.printf(
                "offered_kbit=%d delivered_kbit=%d uploads=%d lost=%d%n",
                kilobits(uploads), kilobits(uploads - lost), uploads, lost);
    }

    private long kilobits(long uploads) {
        return uploads * BODY_BYTES * 8 / 1000 / seconds;
    }
}
