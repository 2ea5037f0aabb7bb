package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A kernel that answers by a script. Each answer is a datagram of its own, as if the kernel had split them. */
final class ScriptedTransport implements NetlinkTransport {
    private static final int KERNEL = 0;

    private final BiConsumer<ScriptedTransport, Message> script;
    private final Deque<Object> incoming = new ArrayDeque<>();
    private final List<List<Message>> sent = new ArrayList<>();
    private boolean closed;

    /**
     * @param script called for each message that is sent, to answer it
     */
    ScriptedTransport(BiConsumer<ScriptedTransport, Message> script) {
        this.script = script;
    }

    /** The messages of each datagram that was sent. */
    List<List<Message>> sent() {
        return sent;
    }

    boolean isClosed() {
        return closed;
    }

    void answer(Message request, int type, int flags, Bytes payload) {
        incoming.add(new Message(new Header(type, flags, request.header().sequence(), KERNEL), payload).encode());
    }

    void acknowledge(Message request) {
        answer(request, Header.ERROR, Header.CAPPED, NetlinkError.encode(request.header(), Optional.empty()));
    }

    /** Success is acknowledged to who asks for that alone, as in netlink_rcv_skb(). */
    void answerLikeTheKernel(Message request) {
        if (request.header().has(Header.ACK)) {
            acknowledge(request);
        }
    }

    void refuse(Message request, NetlinkError error) {
        int flags = Header.CAPPED | Header.ACK_ATTRIBUTES;
        answer(request, Header.ERROR, flags, NetlinkError.encode(request.header(), Optional.of(error)));
    }

    void endDump(Message request, int flags) {
        answer(request, Header.DONE, Header.MULTI | flags, Bytes.fromHex("00 00 00 00"));
    }

    /** The next receive fails with this. */
    void fail(ErrorNumber number) {
        incoming.add(number);
    }

    @Override
    public void send(ByteBuffer datagram) {
        List<Message> messages = Message.decodeAll(datagram);
        sent.add(messages);
        messages.forEach(message -> script.accept(this, message));
    }

    /** Silence is over at once: there is nobody else who could still answer. */
    @Override
    public int receive(ByteBuffer into, Duration timeout) {
        return switch (incoming.poll()) {
            case null -> 0;
            case ErrorNumber number -> throw new KernelException("receive", number);
            case Bytes datagram -> {
                datagram.writeTo(into);
                yield datagram.length();
            }
            default -> throw new AssertionError("only datagrams and errors are scripted");
        };
    }

    @Override
    public void wake() {
        throw new AssertionError("a conversation's transport is not woken");
    }

    @Override
    public void close() {
        closed = true;
    }
}
