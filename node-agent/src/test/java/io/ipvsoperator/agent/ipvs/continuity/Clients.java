package io.ipvsoperator.agent.ipvs.continuity;

import io.ipvsoperator.agent.kernel.linux.OtherNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Established TCP connections of one host. Used by one thread. */
final class Clients implements AutoCloseable {
    /** The kernel sends what is not acknowledged again after 0.2, 0.6, 1.4, 3 and 6.2 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Random random = new Random(8848);
    private final List<SocketChannel> connections = new ArrayList<>();

    private Clients() {}

    static Clients none() {
        return new Clients();
    }

    /** Each has had an answer once, so both ends hold it for established. */
    static Clients connect(String namespace, InetSocketAddress server, int count) {
        Clients clients = new Clients();
        OtherNamespace.in(namespace, () -> {
            for (int i = 0; i < count; i++) {
                clients.connections.add(connect(server));
            }
            return count;
        });
        int lost = clients.useAll();
        if (lost > 0) {
            throw new AssertionError(lost + " of " + count + " connections did not work to begin with");
        }
        return clients;
    }

    private static SocketChannel connect(InetSocketAddress server) {
        try {
            SocketChannel connection = SocketChannel.open(server);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.configureBlocking(false);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a byte on each in random order; how many were reset or had no answer in time. Those are given up. */
    int useAll() {
        try (Selector selector = Selector.open()) {
            Collections.shuffle(connections, random);
            Set<SocketChannel> waiting = new HashSet<>();
            for (SocketChannel connection : connections) {
                waiting.add(connection);
                send(connection);
                connection.register(selector, SelectionKey.OP_READ);
            }
            Set<SocketChannel> lost = awaitAnswers(selector, waiting);
            connections.removeAll(lost);
            for (SocketChannel connection : lost) {
                connection.close();
            }
            return lost.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a connection shows when it is read. */
    private static void send(SocketChannel connection) {
        try {
            connection.write(ByteBuffer.wrap(new byte[] {'?'}));
        } catch (IOException reset) {
            // It stays among those that wait for an answer.
        }
    }

    private static Set<SocketChannel> awaitAnswers(Selector selector, Set<SocketChannel> waiting) throws IOException {
        Set<SocketChannel> reset = new HashSet<>();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < deadlineNanos) {
            selector.select(
                    key -> {
                        SocketChannel connection = (SocketChannel) key.channel();
                        waiting.remove(connection);
                        if (!answered(connection)) {
                            reset.add(connection);
                        }
                        key.cancel();
                    },
                    100);
        }
        waiting.addAll(reset);
        return waiting;
    }

    private static boolean answered(SocketChannel connection) {
        try {
            return connection.read(ByteBuffer.allocate(64)) > 0;
        } catch (IOException reset) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
