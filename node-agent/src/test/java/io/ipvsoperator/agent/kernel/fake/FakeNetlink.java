package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.generic.Controller;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The netlink sockets of the fake kernel: who is asked, what is refused, and who is told of events. Under the clock's monitor. */
final class FakeNetlink {
    private static final int IPVS_FAMILY = 0x1c;

    private final FakeClock clock;
    private final OpenSockets open;
    private final Map<FakeNetlinkTransport, Set<RouteFamily.Group>> listeners = new HashMap<>();
    private final FakeRoute route;
    private final FakeIpvs ipvs;
    private final List<IpvsCommand> ipvsWrites = new ArrayList<>();
    private Predicate<IpvsCommand> rejected = command -> false;
    private ErrorNumber rejection = ErrorNumber.EPERM;
    private boolean ipvsLoaded = true;
    private Optional<ErrorNumber> routeRefusal = Optional.empty();
    private int routeRequestsRejected;

    FakeNetlink(FakeClock clock, OpenSockets open) {
        this.clock = clock;
        this.open = open;
        this.route = new FakeRoute(clock, this::tell);
        this.ipvs = new FakeIpvs(name -> route.link(name).isPresent());
    }

    FakeRoute route() {
        return route;
    }

    FakeIpvs ipvs() {
        return ipvs;
    }

    List<IpvsCommand> takeIpvsWrites() {
        List<IpvsCommand> taken = List.copyOf(ipvsWrites);
        ipvsWrites.clear();
        return taken;
    }

    void rejectIpvsWith(ErrorNumber number, Predicate<IpvsCommand> commands) {
        rejection = number;
        rejected = commands;
    }

    void setIpvsLoaded(boolean loaded) {
        ipvsLoaded = loaded;
    }

    void rejectRouteWith(Optional<ErrorNumber> number) {
        routeRefusal = number;
    }

    int routeRequestsRejected() {
        return routeRequestsRejected;
    }

    void failEventsWith(ErrorNumber number, int times) {
        listeners.forEach((transport, groups) -> {
            if (!groups.isEmpty()) {
                transport.fail(number, times);
            }
        });
    }

    int eventFailuresLeft() {
        return listeners.keySet().stream()
                .mapToInt(FakeNetlinkTransport::failuresLeft)
                .sum();
    }

    NetlinkTransport generic() {
        return netlink("generic netlink", Set.of(), this::answerGeneric);
    }

    NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return netlink("rtnetlink " + groups, groups, this::answerRoute);
    }

    private List<Message> answerRoute(Message request) {
        routeRefusal.ifPresent(number -> {
            routeRequestsRejected++;
            throw new Refusal(number);
        });
        return route.answer(request);
    }

    private interface Family {
        List<Message> answer(Message request);
    }

    private NetlinkTransport netlink(String name, Set<RouteFamily.Group> groups, Family family) {
        synchronized (clock) {
            FakeNetlinkTransport transport =
                    new FakeNetlinkTransport(clock, request -> answer(request, family), this::forget);
            open.put(transport, name);
            listeners.put(transport, groups);
            return transport;
        }
    }

    private void forget(Object socket) {
        synchronized (clock) {
            open.forget(socket);
            listeners.keySet().removeIf(each -> each == socket);
        }
    }

    /** The answers, then DONE for a dump or the acknowledgement, which who does not ask for it gets of a refusal alone. */
    private List<Message> answer(Message request, Family family) {
        synchronized (clock) {
            Header header = request.header();
            if (!header.has(Header.REQUEST)) {
                throw new AssertionError("no NLM_F_REQUEST in " + header);
            }
            boolean dump = header.has(Header.DUMP) && !header.has(Header.CREATE);
            List<Message> answers = new ArrayList<>();
            try {
                for (Message answer : family.answer(request)) {
                    Header answering =
                            new Header(answer.header().type(), dump ? Header.MULTI : 0, header.sequence(), 0);
                    answers.add(new Message(answering, answer.payload()));
                }
                if (dump) {
                    answers.add(new Message(
                            new Header(Header.DONE, Header.MULTI, header.sequence(), 0), Bytes.copyOf(new byte[4])));
                } else if (header.has(Header.ACK)) {
                    answers.add(acknowledgement(header, Optional.empty()));
                }
            } catch (Refusal refusal) {
                answers.add(acknowledgement(header, Optional.of(NetlinkError.of(refusal.number()))));
            }
            return answers;
        }
    }

    private static Message acknowledgement(Header request, Optional<NetlinkError> error) {
        return new Message(
                new Header(Header.ERROR, Header.CAPPED, request.sequence(), 0), NetlinkError.encode(request, error));
    }

    private List<Message> answerGeneric(Message request) {
        GenericMessage message = GenericMessage.decode(request.payload());
        return switch (request.header().type()) {
            case Controller.FAMILY_ID -> List.of(generic(Controller.FAMILY_ID, family(message)));
            case IPVS_FAMILY ->
                answerIpvs(IpvsCommand.decode(message)).stream()
                        .map(answer -> generic(IPVS_FAMILY, answer))
                        .toList();
            default -> throw new Refusal(ErrorNumber.ENOENT);
        };
    }

    private static Message generic(int family, GenericMessage message) {
        return new Message(new Header(family, 0, 0, 0), message.encode());
    }

    private GenericMessage family(GenericMessage question) {
        if (question.command() != Controller.GET_FAMILY) {
            throw new AssertionError("command of nlctrl: " + question.command());
        }
        if (!ipvsLoaded || !Controller.nameIn(question).equals(IpvsFamily.NAME)) {
            throw new Refusal(ErrorNumber.ENOENT);
        }
        return new Controller.Family(IPVS_FAMILY, IpvsFamily.NAME, IpvsFamily.VERSION).encode();
    }

    private List<GenericMessage> answerIpvs(IpvsCommand command) {
        if (isWrite(command)) {
            ipvsWrites.add(command);
        }
        if (rejected.test(command)) {
            throw new Refusal(rejection);
        }
        return ipvs.answer(command);
    }

    private static boolean isWrite(IpvsCommand command) {
        return switch (command) {
            case IpvsCommand.NewService ignored -> true;
            case IpvsCommand.SetService ignored -> true;
            case IpvsCommand.DeleteService ignored -> true;
            case IpvsCommand.NewDestination ignored -> true;
            case IpvsCommand.SetDestination ignored -> true;
            case IpvsCommand.DeleteDestination ignored -> true;
            case IpvsCommand.StartDaemon ignored -> true;
            case IpvsCommand.StopDaemon ignored -> true;
            case IpvsCommand.GetService ignored -> false;
            case IpvsCommand.ListServices ignored -> false;
            case IpvsCommand.ListDestinations ignored -> false;
            case IpvsCommand.ListDaemons ignored -> false;
            case IpvsCommand.GetVersion ignored -> false;
        };
    }

    private void tell(RouteFamily.Group group, Message event) {
        listeners.forEach((transport, groups) -> {
            if (groups.contains(group)) {
                transport.deliver(event);
            }
        });
    }
}
