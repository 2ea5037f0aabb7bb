package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A netlink socket of the fake kernel. Every answer comes in a datagram of its own, so that readers must collect them.
 */
final class FakeNetlinkTransport implements NetlinkTransport {
    private final FakeClock clock;
    private final Function<Message, List<Message>> answer;
    private final Consumer<FakeNetlinkTransport> closing;
    private final Queue<Message> incoming = new ArrayDeque<>();
    private final Queue<ErrorNumber> failures = new ArrayDeque<>();
    private boolean woken;
    private boolean closed;

    FakeNetlinkTransport(
            FakeClock clock, Function<Message, List<Message>> answer, Consumer<FakeNetlinkTransport> closing) {
        this.clock = clock;
        this.answer = answer;
        this.closing = closing;
    }

    @Override
    public void send(ByteBuffer datagram) {
        refuseIfClosed();
        for (Message request : Message.decodeAll(datagram)) {
            answer.apply(request).forEach(this::deliver);
        }
    }

    void deliver(Message message) {
        synchronized (clock) {
            incoming.add(message);
            clock.notifyAll();
        }
    }

    /** So many receives fail, the next first. */
    void fail(ErrorNumber number, int times) {
        synchronized (clock) {
            failures.addAll(Collections.nCopies(times, number));
            clock.notifyAll();
        }
    }

    int failuresLeft() {
        synchronized (clock) {
            return failures.size();
        }
    }

    @Override
    public int receive(ByteBuffer into, Duration timeout) {
        refuseIfClosed();
        synchronized (clock) {
            clock.await(timeout, () -> woken || !failures.isEmpty() || !incoming.isEmpty());
            // As on Linux: who does not wait does not look whether somebody woke it.
            woken &= timeout.isZero();
            if (!failures.isEmpty()) {
                throw new KernelException("receive on netlink socket", failures.remove());
            }
            if (incoming.isEmpty()) {
                return 0;
            }
            Message message = incoming.remove();
            message.encodeInto(into);
            return message.paddedLength();
        }
    }

    @Override
    public void wake() {
        synchronized (clock) {
            woken = true;
            clock.notifyAll();
        }
    }

    @Override
    public void close() {
        refuseIfClosed();
        closed = true;
        closing.accept(this);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new AssertionError("this netlink socket is closed");
        }
    }
}
