package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SocketMarks;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks virtual addresses by the way that a client's packets take: through IPVS to one destination, which answers this host
 * directly. Says nothing while an answer could not be told from somebody else's, or could not be heard. Any thread may ask.
 */
public final class DataPathProbe {
    private static final Logger LOG = LoggerFactory.getLogger(DataPathProbe.class);
    /** Of {@code rp_filter}: the way back to the source must lead through the interface. */
    private static final int STRICT = 1;

    /** Discard, RFC 863: nothing is sent there. */
    private static final int ANY_PORT = 9;

    private final DataPaths paths;
    private final SocketMarks marks;
    private final Sysctls sysctls;
    /** To look an address up among all interfaces takes long where there are many addresses. */
    private final Map<InetAddress, NetworkInterfaceName> interfaces = new ConcurrentHashMap<>();

    private final Set<NetworkInterfaceName> toldOf = ConcurrentHashMap.newKeySet();

    public DataPathProbe(DataPaths paths, SocketMarks marks, Sysctls sysctls) {
        this.paths = paths;
        this.marks = marks;
        this.sysctls = sysctls;
    }

    Outcome run(Probe.ByDataPath probe, Duration timeout) {
        InetAddress destination = probe.path().destination();
        Optional<Long> mark = paths.markOf(probe.path());
        if (mark.isEmpty()) {
            return new Outcome.NoVerdict("IPVS has no service for checks of " + destination.getHostAddress() + " yet");
        }
        try {
            InetAddress source = sourceTowards(destination);
            Optional<String> deaf = deafness(source, probe.questions());
            return deaf.isPresent()
                    ? new Outcome.NoVerdict(deaf.get())
                    : askAll(probe, new MarkedWay(marks, source, mark.get()), timeout);
        } catch (NoWayException own) {
            return new Outcome.NoVerdict(String.valueOf(own.getMessage()));
        } catch (IOException unreachable) {
            return new Outcome.Failure(destination.getHostAddress() + ": " + unreachable.getMessage());
        }
    }

    /** One question after the other, until one is not answered as it should be. */
    private static Outcome askAll(Probe.ByDataPath probe, Way way, Duration timeout) {
        Patience patience = new Patience(timeout);
        for (Probe.PortQuestion question : probe.questions()) {
            try {
                Outcome outcome = ask(question, way, Duration.ofMillis(patience.remainingMillis()));
                if (!(outcome instanceof Outcome.Success)) {
                    return outcome;
                }
            } catch (SocketTimeoutException late) {
                return new Outcome.Silence(TcpProbe.named(question.target()) + ": " + patience.exhausted());
            }
        }
        return new Outcome.Success();
    }

    static Outcome ask(Probe.PortQuestion question, Way way, Duration timeout) {
        return switch (question) {
            case Probe.HttpGet get -> HttpProbe.run(get, way, timeout);
            case Probe.TcpConnect(var target) -> TcpProbe.run(target, way, timeout);
            case Probe.Datagram datagram -> DatagramProbe.run(datagram, way, timeout);
            case Probe.DnsQuestion dns -> DatagramProbe.run(dns, way, timeout);
        };
    }

    /** The address with which this host sends to it; never a virtual one, which are of scope host or deprecated. */
    private static InetAddress sourceTowards(InetAddress destination) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(destination, ANY_PORT));
            return socket.getLocalAddress();
        }
    }

    /** Why an answer that comes from a virtual address of this host would be dropped on its way in, if so. IPv6 drops none. */
    private Optional<String> deafness(InetAddress source, List<Probe.PortQuestion> questions) throws IOException {
        if (!(source instanceof Inet4Address)) {
            return Optional.empty();
        }
        NetworkInterfaceName name = interfaceOf(source);
        Optional<String> reason = deafness(name, questions);
        if (reason.isPresent()) {
            interfaces.remove(source);
            if (toldOf.add(name)) {
                LOG.atWarn()
                        .addKeyValue("interface", name)
                        .addKeyValue("reason", reason.get())
                        .log("health checks through the data path say nothing, backends keep their weights");
            }
        }
        return reason;
    }

    private Optional<String> deafness(NetworkInterfaceName name, List<Probe.PortQuestion> questions)
            throws IOException {
        if (setting(name, "accept_local") == 0) {
            return Optional.of(
                    "answers come in by " + name + ", where net.ipv4.conf." + name + ".accept_local is not 1");
        }
        if (setting(name, "rp_filter") == STRICT && areOnAnotherInterface(name, questions)) {
            return Optional.of(
                    "answers come in by " + name + ", where rp_filter is 1, from an address of another interface");
        }
        return Optional.empty();
    }

    /** As those of virtual MAC addresses are. */
    private static boolean areOnAnotherInterface(NetworkInterfaceName name, List<Probe.PortQuestion> questions)
            throws IOException {
        for (Probe.PortQuestion question : questions) {
            @Nullable
            NetworkInterface owner =
                    NetworkInterface.getByInetAddress(question.target().getAddress());
            if (owner != null && !owner.getName().equals(name.value())) {
                return true;
            }
        }
        return false;
    }

    /** The kernel takes the greater of the interface's value and that of all. */
    private int setting(NetworkInterfaceName name, String setting) {
        return Stream.of(SysctlKey.ofInterface(name, setting), SysctlKey.of("net", "ipv4", "conf", "all", setting))
                .flatMap(key -> sysctls.read(key).stream())
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    private NetworkInterfaceName interfaceOf(InetAddress source) throws IOException {
        @Nullable NetworkInterfaceName known = interfaces.get(source);
        if (known != null) {
            return known;
        }
        @Nullable NetworkInterface found = NetworkInterface.getByInetAddress(source);
        if (found == null) {
            throw new NoWayException(source.getHostAddress() + " has left this host", null);
        }
        NetworkInterfaceName name = new NetworkInterfaceName(found.getName());
        interfaces.put(source, name);
        return name;
    }
}
