package io.ipvsoperator.agent.ipvs.continuity;

import io.ipvsoperator.agent.kernel.linux.OtherNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A TCP server in each of some namespaces; all of them answer with what they are sent. One thread until closed. */
final class EchoServers implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final Thread thread;

    EchoServers(List<String> namespaces, int port) throws IOException {
        selector = Selector.open();
        for (String namespace : namespaces) {
            ServerSocketChannel server = OtherNamespace.in(namespace, () -> listen(port));
            server.register(selector, SelectionKey.OP_ACCEPT);
        }
        thread = Thread.ofPlatform().name("echo").start(this::serve);
    }

    private static ServerSocketChannel listen(int port) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress("0.0.0.0", port), BACKLOG);
            server.configureBlocking(false);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(EchoServers::answer);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
            // The test is over.
        }
    }

    private static void answer(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                @Nullable SocketChannel accepted = server.accept();
                if (accepted != null) {
                    accepted.configureBlocking(false);
                    accepted.register(key.selector(), SelectionKey.OP_READ);
                }
            } else if (key.channel() instanceof SocketChannel connection) {
                echo(connection);
            }
        } catch (IOException broken) {
            key.cancel();
        }
    }

    private static void echo(SocketChannel connection) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        if (connection.read(bytes) < 0) {
            connection.close();
            return;
        }
        connection.write(bytes.flip());
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
        thread.interrupt();
    }
}
