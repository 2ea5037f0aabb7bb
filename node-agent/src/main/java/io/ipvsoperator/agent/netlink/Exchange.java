package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is still to be heard about the requests of one datagram, and what was heard. Lives from sending to the last answer. Only
 * the last request wants an acknowledgement: the kernel takes them in their order (netlink_rcv_skb()) and answers a refusal in
 * any case, so those before the last that were not refused are done when the last has its answer. That saves a datagram and a
 * system call for each of the others.
 */
final class Exchange {
    /** Port 0 in a request: the kernel knows whose socket it came from. */
    private static final int OWN_PORT = 0;

    private final int firstSequence;
    /** In the order of their sequence numbers. */
    private final List<Pending> pending = new ArrayList<>();

    private boolean complete;

    /** The answers to one request so far. */
    private static final class Pending {
        private final Request request;
        private final List<Message> answers = new ArrayList<>();
        private boolean interrupted;
        private boolean ended;
        private Optional<NetlinkError> error = Optional.empty();

        private Pending(Request request) {
            this.request = request;
        }
    }

    /**
     * @param answers what came before the end, in the order it came
     * @param interrupted whether the kernel said that the answers may not fit together
     */
    record Answered(Request request, List<Message> answers, boolean interrupted, Optional<NetlinkError> error) {}

    Exchange(List<Request> requests, int firstSequence) {
        this.firstSequence = firstSequence;
        this.complete = requests.isEmpty();
        requests.forEach(request -> pending.add(new Pending(request)));
    }

    List<Message> messages() {
        List<Message> messages = new ArrayList<>(pending.size());
        for (Pending one : pending) {
            int sequence = firstSequence + messages.size();
            boolean last = messages.size() == pending.size() - 1;
            messages.add(last ? one.request.message(sequence, OWN_PORT) : one.request.quietMessage(sequence, OWN_PORT));
        }
        return messages;
    }

    boolean isComplete() {
        return complete;
    }

    /** The operation that is waited for, for errors. */
    String waitingFor() {
        return pending.stream()
                .filter(one -> !one.ended)
                .map(one -> one.request.operation())
                .findFirst()
                .orElse("nothing");
    }

    /** Takes a message in; answers to nothing that is waited for are passed over. */
    void accept(Message message) {
        int index = message.header().sequence() - firstSequence;
        if (index < 0 || index >= pending.size() || pending.get(index).ended) {
            return;
        }
        Pending one = pending.get(index);
        one.interrupted |= message.header().has(Header.DUMP_INTERRUPTED);
        switch (message.header().type()) {
            case Header.NOOP -> {}
            case Header.ERROR, Header.DONE -> {
                one.error = NetlinkError.decode(message);
                one.ended = true;
                complete |= index == pending.size() - 1;
            }
            default -> one.answers.add(message);
        }
    }

    /** What has come for all requests so far, which is then forgotten here. */
    List<Message> takeAnswers() {
        List<Message> taken = new ArrayList<>();
        for (Pending one : pending) {
            taken.addAll(one.answers);
            one.answers.clear();
        }
        return taken;
    }

    List<Answered> results() {
        return pending.stream()
                .map(one -> new Answered(one.request, List.copyOf(one.answers), one.interrupted, one.error))
                .toList();
    }
}
