package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.generic.Controller;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.generic.GenericRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A family of generic netlink by its name. Its number is asked for at the first use, and again when the kernel knows the number
 * no longer: a module that was unloaded and loaded has another one. Used by the thread that owns the conversation.
 */
public final class GenericNetlinkFamily {
    private final NetlinkConversation conversation;
    private final String name;
    private OptionalInt knownId = OptionalInt.empty();

    public GenericNetlinkFamily(NetlinkConversation conversation, String name) {
        this.conversation = conversation;
        this.name = name;
    }

    /** Has one thing done; throws {@link NetlinkException} if the kernel refuses, also when it has no such family. */
    public void execute(GenericRequest request) {
        withId(id -> {
            conversation.execute(request.to(id));
            return true;
        });
    }

    /** Asks what has one answer. */
    public GenericMessage query(GenericRequest request) {
        return GenericMessage.decode(
                withId(id -> conversation.query(request.to(id))).payload());
    }

    /** Reads a whole table. */
    public List<GenericMessage> dump(GenericRequest request) {
        return dump(request, Function.identity());
    }

    /** Reads a whole table, each line as it comes: messages of a long one are not kept. */
    public <T> List<T> dump(GenericRequest request, Function<GenericMessage, T> decoding) {
        return withId(id ->
                conversation.dump(request.to(id), message -> decoding.apply(GenericMessage.decode(message.payload()))));
    }

    /** Has many things done, see {@link NetlinkConversation#executeAll}. */
    public List<Outcome> executeAll(List<GenericRequest> requests) {
        int id = id();
        List<Outcome> outcomes = conversation.executeAll(requestsTo(id, requests));
        boolean suspicious = outcomes.stream().anyMatch(GenericNetlinkFamily::maybeUnknownFamily);
        if (!suspicious || resolve() == id) {
            return outcomes;
        }
        return repeatRefused(requests, outcomes);
    }

    private List<Outcome> repeatRefused(List<GenericRequest> requests, List<Outcome> outcomes) {
        List<Outcome> repeated = new ArrayList<>(outcomes);
        for (int i = 0; i < outcomes.size(); i++) {
            if (maybeUnknownFamily(outcomes.get(i))) {
                repeated.set(
                        i,
                        conversation
                                .executeAll(requestsTo(id(), List.of(requests.get(i))))
                                .getFirst());
            }
        }
        return repeated;
    }

    private static List<Request> requestsTo(int id, List<GenericRequest> requests) {
        return requests.stream().map(request -> request.to(id)).toList();
    }

    /** ENOENT is what an unknown family and an unknown destination have in common: the number tells them apart. */
    private static boolean maybeUnknownFamily(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                && refused.error().number().equals(ErrorNumber.ENOENT);
    }

    private <T> T withId(Function<Integer, T> question) {
        int id = id();
        try {
            return question.apply(id);
        } catch (NetlinkException e) {
            if (!e.error().number().equals(ErrorNumber.ENOENT) || resolve() == id) {
                throw e;
            }
            return question.apply(id());
        }
    }

    private int id() {
        return knownId.isPresent() ? knownId.getAsInt() : resolve();
    }

    private int resolve() {
        knownId = OptionalInt.empty();
        GenericMessage answer = GenericMessage.decode(
                conversation.query(Controller.getFamily(name)).payload());
        int id = Controller.Family.decode(answer).id();
        knownId = OptionalInt.of(id);
        return id;
    }
}
