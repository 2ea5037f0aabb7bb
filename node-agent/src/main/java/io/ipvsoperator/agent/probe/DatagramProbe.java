package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Sends a datagram, and waits for one from where it was sent. */
final class DatagramProbe {
    /** RFC 1035 section 2.3.4 for DNS; enough for the beginning of anything else. */
    private static final int LONGEST_ANSWER = 512;

    private DatagramProbe() {}

    static Outcome run(Probe.Datagram datagram, Way way, Duration timeout) {
        byte[] prefix = datagram.answerPrefix().bytes();
        return ask(
                datagram.target(),
                datagram.payload().bytes(),
                answer -> true,
                answer -> answer.length >= prefix.length
                                && Arrays.equals(answer, 0, prefix.length, prefix, 0, prefix.length)
                        ? new Outcome.Success()
                        : new Outcome.Failure(
                                TcpProbe.named(datagram.target()) + ": answers something that does not begin with "
                                        + datagram.answerPrefix().digits()),
                way,
                timeout);
    }

    static Outcome run(Probe.DnsQuestion question, Way way, Duration timeout) {
        DnsMessage message =
                new DnsMessage(ThreadLocalRandom.current().nextInt(1 << 16), question.name(), question.type());
        return ask(
                question.target(),
                message.bytes(),
                message::isAnsweredBy,
                answer -> DnsMessage.errorIn(answer)
                        .<Outcome>map(error -> new Outcome.Failure(
                                TcpProbe.named(question.target()) + ": " + error + " for " + question.name()))
                        .orElseGet(Outcome.Success::new),
                way,
                timeout);
    }

    private interface Judge {
        Outcome of(byte[] answer);
    }

    /** @param relevant false for an answer to another question, which is passed over */
    private static Outcome ask(
            InetSocketAddress target,
            byte[] payload,
            Predicate<byte[]> relevant,
            Judge judge,
            Way way,
            Duration timeout) {
        Patience patience = new Patience(timeout);
        try (DatagramSocket socket = way.datagramSocket()) {
            // Connected, so that nobody else is heard and an ICMP error arrives.
            socket.connect(target);
            socket.send(new DatagramPacket(payload, payload.length));
            byte[] answer;
            do {
                DatagramPacket packet = new DatagramPacket(new byte[LONGEST_ANSWER], LONGEST_ANSWER);
                socket.setSoTimeout(patience.remainingMillis());
                socket.receive(packet);
                answer = Arrays.copyOf(packet.getData(), packet.getLength());
            } while (!relevant.test(answer));
            return judge.of(answer);
        } catch (SocketTimeoutException late) {
            return new Outcome.Silence(TcpProbe.named(target) + ": " + patience.exhausted());
        } catch (NoWayException own) {
            return new Outcome.NoVerdict(String.valueOf(own.getMessage()));
        } catch (IOException refused) {
            return new Outcome.Failure(TcpProbe.named(target) + ": " + refused.getMessage());
        }
    }
}
