package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is still to be heard about the requests of one datagram, and what was heard. Lives from sending to the last answer. */
final class Exchange {
    /** Port 0 in a request: the kernel knows whose socket it came from. */
    private static final int OWN_PORT = 0;

    private final int firstSequence;
    /** In the order of their sequence numbers. */
    private final List<Pending> pending = new ArrayList<>();

    private int unanswered;

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
        this.unanswered = requests.size();
        requests.forEach(request -> pending.add(new Pending(request)));
    }

    List<Message> messages() {
        List<Message> messages = new ArrayList<>(pending.size());
        for (Pending one : pending) {
            messages.add(one.request.message(firstSequence + messages.size(), OWN_PORT));
        }
        return messages;
    }

    boolean isComplete() {
        return unanswered == 0;
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
            case Header.ERROR, Header.DONE -> end(one, message);
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

    private void end(Pending one, Message message) {
        one.error = NetlinkError.decode(message);
        one.ended = true;
        unanswered--;
    }

    List<Answered> results() {
        return pending.stream()
                .map(one -> new Answered(one.request, List.copyOf(one.answers), one.interrupted, one.error))
                .toList();
    }
}
