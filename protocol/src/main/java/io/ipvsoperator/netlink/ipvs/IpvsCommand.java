package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.generic.GenericRequest;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Command;
import java.util.Optional;

/**
 * Everything that can be asked of IPVS, as values that are written and read. What the kernel answers when an object is missing
 * or already there: {@code EEXIST} to a new one that exists, {@code ENOENT} to a destination that does not, {@code ESRCH} to a
 * service that does not, also when a destination of it was meant.
 */
public sealed interface IpvsCommand {
    /** The request, with the words that errors use. */
    GenericRequest request();

    /** {@code ipvsadm -A}. */
    record NewService(IpvsService service) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return execute("add IPVS service " + service.key(), Command.NEW_SERVICE, ofService(service.encode()));
        }
    }

    /** {@code ipvsadm -E}: all but the key may differ from what is there. */
    record SetService(IpvsService service) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return execute("change IPVS service " + service.key(), Command.SET_SERVICE, ofService(service.encode()));
        }
    }

    /** {@code ipvsadm -D}; the destinations go with it. */
    record DeleteService(ServiceKey service) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return execute("delete IPVS service " + service, Command.DEL_SERVICE, ofService(service.encode()));
        }
    }

    /** One service: answered by one {@link ObservedService}. */
    record GetService(ServiceKey service) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return execute("read IPVS service " + service, Command.GET_SERVICE, ofService(service.encode()));
        }
    }

    /** All services: a dump of {@link ObservedService}. */
    record ListServices() implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return dump("list IPVS services", Command.GET_SERVICE, Attributes.none());
        }
    }

    /** {@code ipvsadm -a}. */
    record NewDestination(ServiceKey service, IpvsDestination destination) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            String operation = "add IPVS destination " + destination.key() + " to " + service;
            return execute(operation, Command.NEW_DEST, ofDestination(service, destination.encode()));
        }
    }

    /** {@code ipvsadm -e}: all but the key may differ from what is there. */
    record SetDestination(ServiceKey service, IpvsDestination destination) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            String operation = "change IPVS destination " + destination.key() + " of " + service;
            return execute(operation, Command.SET_DEST, ofDestination(service, destination.encode()));
        }
    }

    /** {@code ipvsadm -d}. */
    record DeleteDestination(ServiceKey service, DestinationKey destination) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            String operation = "delete IPVS destination " + destination + " of " + service;
            return execute(operation, Command.DEL_DEST, ofDestination(service, destination.encode()));
        }
    }

    /** The destinations of one service: a dump of {@link ObservedDestination}. */
    record ListDestinations(ServiceKey service) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return dump("list IPVS destinations of " + service, Command.GET_DEST, ofService(service.encode()));
        }
    }

    /** {@code ipvsadm --start-daemon}; {@code EEXIST} if one of this role runs. */
    record StartDaemon(SyncDaemon daemon) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            String operation = "start IPVS sync %s on %s".formatted(daemon.role(), daemon.interfaceName());
            return execute(operation, Command.NEW_DAEMON, Attributes.none().with(IpvsFamily.DAEMON, daemon.encode()));
        }
    }

    /**
     * {@code ipvsadm --stop-daemon}; {@code ESRCH} if none of this role runs. A daemon that was started this instant is stopped
     * without any answer: kthread_stop() of a thread that did not run yet gives {@code EINTR}, and netlink_rcv_skb() sends no
     * acknowledgement with that (seen on 6.1).
     */
    record StopDaemon(SyncDaemon.Role role) implements IpvsCommand {
        @Override
        public GenericRequest request() {
            Attributes daemon = Attributes.none().with(IpvsFamily.Daemon.STATE, (long) role.number());
            return execute(
                    "stop IPVS sync " + role,
                    Command.DEL_DAEMON,
                    Attributes.none().with(IpvsFamily.DAEMON, daemon));
        }
    }

    /** The sync daemons that run: a dump of {@link SyncDaemon}. */
    record ListDaemons() implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return dump("list IPVS sync daemons", Command.GET_DAEMON, Attributes.none());
        }
    }

    /** Answered by one {@link IpvsVersion}. */
    record GetVersion() implements IpvsCommand {
        @Override
        public GenericRequest request() {
            return execute("read the IPVS version", Command.GET_INFO, Attributes.none());
        }
    }

    /** Reads a request, as the kernel does. */
    static IpvsCommand decode(GenericMessage message) {
        Attributes attributes = message.attributes();
        return switch (message.command()) {
            case Command.NEW_SERVICE -> new NewService(IpvsService.decode(attributes.require(IpvsFamily.SERVICE)));
            case Command.SET_SERVICE -> new SetService(IpvsService.decode(attributes.require(IpvsFamily.SERVICE)));
            case Command.DEL_SERVICE -> new DeleteService(service(attributes));
            case Command.GET_SERVICE -> getService(attributes);
            case Command.NEW_DEST -> new NewDestination(service(attributes), destination(attributes));
            case Command.SET_DEST -> new SetDestination(service(attributes), destination(attributes));
            case Command.DEL_DEST -> new DeleteDestination(service(attributes), destinationKey(attributes));
            case Command.GET_DEST -> new ListDestinations(service(attributes));
            case Command.NEW_DAEMON -> new StartDaemon(SyncDaemon.decode(message));
            case Command.DEL_DAEMON -> new StopDaemon(role(attributes));
            case Command.GET_DAEMON -> new ListDaemons();
            case Command.GET_INFO -> new GetVersion();
            default -> throw new Malformed("genlmsghdr: expected a command of IPVS but was " + message.command());
        };
    }

    private static IpvsCommand getService(Attributes attributes) {
        Optional<ServiceKey> key = attributes.find(IpvsFamily.SERVICE).map(ServiceKey::decode);
        return key.<IpvsCommand>map(GetService::new).orElseGet(ListServices::new);
    }

    private static ServiceKey service(Attributes attributes) {
        return ServiceKey.decode(attributes.require(IpvsFamily.SERVICE));
    }

    private static IpvsDestination destination(Attributes attributes) {
        return IpvsDestination.decode(attributes.require(IpvsFamily.DEST));
    }

    private static DestinationKey destinationKey(Attributes attributes) {
        return DestinationKey.decode(attributes.require(IpvsFamily.DEST));
    }

    private static SyncDaemon.Role role(Attributes attributes) {
        return SyncDaemon.Role.ofNumber(attributes.require(IpvsFamily.DAEMON).require(IpvsFamily.Daemon.STATE));
    }

    private static Attributes ofService(Attributes service) {
        return Attributes.none().with(IpvsFamily.SERVICE, service);
    }

    private static Attributes ofDestination(ServiceKey service, Attributes destination) {
        return ofService(service.encode()).with(IpvsFamily.DEST, destination);
    }

    private static GenericRequest execute(String operation, int command, Attributes attributes) {
        return new GenericRequest(operation, 0, IpvsFamily.message(command, attributes));
    }

    private static GenericRequest dump(String operation, int command, Attributes attributes) {
        return new GenericRequest(operation, Header.DUMP, IpvsFamily.message(command, attributes));
    }
}
