package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.netlink.Exchange.Answered;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Questions to the kernel and its answers, matched by sequence number. One thread uses it; it closes its transport with itself.
 * The transport belongs to it alone and must not be woken: an early end of a wait counts as silence.
 */
public final class NetlinkConversation implements AutoCloseable {
    /** Requests in one datagram, which has one acknowledgement: with more of them the time for one gets hardly shorter. */
    static final int BATCH = 32;

    static final int DUMP_ATTEMPTS = 4;
    /** How long the kernel may be silent. It answers within the system call that sends, so this is generous. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** The kernel fills datagrams of a dump up to 32 KiB. */
    private static final int LONGEST_DATAGRAM = 64 * 1024;

    private static final int SHORT_DATAGRAM = 8 * 1024;
    /** A bound against a kernel that never ends; 32 KiB each is more than any table here. */
    private static final int MOST_DATAGRAMS_LEFT = 10_000;

    private final NetlinkTransport transport;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    /** As long as the longest datagram so far: direct memory is dear to allocate. */
    private ByteBuffer outgoing = ByteBuffer.allocateDirect(SHORT_DATAGRAM);

    private int nextSequence = 1;
    /** Whether the last exchange ended early and its answers may still come. */
    private boolean unfinished;

    public NetlinkConversation(NetlinkTransport transport) {
        this.transport = transport;
    }

    /** Has one thing done; throws {@link NetlinkException} if the kernel refuses. */
    public void execute(Request request) {
        answersTo(request);
    }

    /** Asks what has one answer. */
    public Message query(Request request) {
        List<Message> answers = answersTo(request).answers();
        if (answers.size() != 1) {
            throw new ConversationLost(
                    request.operation(), "expected one answer of the kernel but got " + answers.size());
        }
        return answers.getFirst();
    }

    /** Reads a whole table, again if it changed meanwhile or answers were lost. */
    public List<Message> dump(Request request) {
        return dump(request, Function.identity());
    }

    /** Reads a whole table, each message as it comes, so that those of a long one need not be kept. */
    public <T> List<T> dump(Request request, Function<Message, T> decoding) {
        ConversationLost lost = new ConversationLost(request.operation(), "the table changed during every reading");
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            try {
                List<T> decoded = new ArrayList<>();
                Answered end = succeeded(exchange(
                                List.of(request),
                                exchange -> exchange.takeAnswers().forEach(m -> decoded.add(decoding.apply(m))))
                        .getFirst());
                if (!end.interrupted()) {
                    return decoded;
                }
            } catch (ConversationLost e) {
                lost = e;
            }
        }
        throw lost;
    }

    /**
     * Has many things done, in their order; each succeeds or fails by itself. What came of them stands in the same order.
     * Throws {@link ConversationLost} if answers were lost: then an unknown part is done.
     */
    public List<Outcome> executeAll(List<Request> requests) {
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += BATCH) {
            int to = Math.min(from + BATCH, requests.size());
            for (Answered answered : exchange(requests.subList(from, to))) {
                outcomes.add(outcomeOf(answered));
            }
        }
        return outcomes;
    }

    private static Outcome outcomeOf(Answered answered) {
        String operation = answered.request().operation();
        return answered.error()
                .<Outcome>map(error -> new Outcome.Refused(operation, error))
                .orElseGet(() -> new Outcome.Done(operation));
    }

    private Answered answersTo(Request request) {
        return succeeded(exchange(List.of(request)).getFirst());
    }

    private static Answered succeeded(Answered answered) {
        answered.error().ifPresent(error -> {
            throw new NetlinkException(answered.request().operation(), error);
        });
        return answered;
    }

    private List<Answered> exchange(List<Request> requests) {
        return exchange(requests, exchange -> {});
    }

    /** @param observer called after every datagram of answers */
    private List<Answered> exchange(List<Request> requests, Consumer<Exchange> observer) {
        if (unfinished) {
            passOverWhatIsLeft();
        }
        unfinished = true;
        Exchange exchange = new Exchange(requests, nextSequence);
        nextSequence += requests.size();
        transport.send(datagramOf(exchange.messages()));
        while (!exchange.isComplete()) {
            receive(exchange).forEach(exchange::accept);
            observer.accept(exchange);
        }
        unfinished = false;
        return exchange.results();
    }

    private ByteBuffer datagramOf(List<Message> messages) {
        int length = messages.stream().mapToInt(Message::paddedLength).sum();
        if (length > outgoing.capacity()) {
            outgoing = ByteBuffer.allocateDirect(length);
        }
        outgoing.clear();
        messages.forEach(message -> message.encodeInto(outgoing));
        return outgoing.flip();
    }

    private List<Message> receive(Exchange exchange) {
        incoming.clear();
        try {
            // The kernel has answered most requests before their sending returns: to wait for that would be a system
            // call more.
            if (transport.receive(incoming, Duration.ZERO) == 0 && transport.receive(incoming, PATIENCE) == 0) {
                throw new ConversationLost(
                        exchange.waitingFor(), "the kernel was silent for " + PATIENCE.toSeconds() + " s");
            }
        } catch (KernelException e) {
            if (e.number().equals(ErrorNumber.ENOBUFS)) {
                throw new ConversationLost(exchange.waitingFor(), "answers were lost (ENOBUFS)");
            }
            throw e;
        }
        return Message.decodeAll(incoming.flip());
    }

    /** A dump that nobody reads to its end goes on with every datagram received, and the kernel starts no other before. */
    private void passOverWhatIsLeft() {
        for (int datagrams = 0; datagrams < MOST_DATAGRAMS_LEFT; datagrams++) {
            incoming.clear();
            try {
                if (transport.receive(incoming, Duration.ZERO) == 0) {
                    return;
                }
            } catch (KernelException e) {
                if (!e.number().equals(ErrorNumber.ENOBUFS)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
