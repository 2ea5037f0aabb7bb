package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Connects, and hangs up. */
final class TcpProbe {
    private TcpProbe() {}

    static Outcome run(InetSocketAddress target, Way way, Duration timeout) {
        Patience patience = new Patience(timeout);
        try (Socket socket = new Socket()) {
            way.prepare(socket);
            socket.connect(target, patience.remainingMillis());
            return new Outcome.Success();
        } catch (SocketTimeoutException late) {
            return new Outcome.Silence(named(target) + ": " + patience.exhausted());
        } catch (NoWayException own) {
            return new Outcome.NoVerdict(String.valueOf(own.getMessage()));
        } catch (IOException refused) {
            return new Outcome.Failure(named(target) + ": " + refused.getMessage());
        }
    }

    static String named(InetSocketAddress target) {
        String address = target.getAddress().getHostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + target.getPort();
    }
}
