package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.agent.probe.Probe.DnsType;
import io.ipvsoperator.agent.probe.Probe.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A server of one answer on the loopback device. */
class DatagramProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IMPATIENCE = Duration.ofMillis(100);

    private interface Question {
        Outcome askedOf(InetSocketAddress server);
    }

    private static Outcome answered(UnaryOperator<byte[]> answer, Question question) throws IOException {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Thread.ofVirtual().start(() -> serve(server, answer));
            return question.askedOf((InetSocketAddress) server.getLocalSocketAddress());
        }
    }

    private static void serve(DatagramSocket server, UnaryOperator<byte[]> answer) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            server.receive(packet);
            byte[] reply = answer.apply(Arrays.copyOf(packet.getData(), packet.getLength()));
            server.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static Question udp(String payload, String prefix) {
        return server -> DatagramProbe.run(
                new Probe.Datagram(server, new Octets(payload), new Octets(prefix)), Way.USUAL, PATIENCE);
    }

    private static Question dns(Duration patience) {
        return server ->
                DatagramProbe.run(new Probe.DnsQuestion(server, "example.com", DnsType.AAAA), Way.USUAL, patience);
    }

    /** The question as an answer, with this code. */
    private static UnaryOperator<byte[]> answering(int code) {
        return question -> {
            byte[] answer = question.clone();
            answer[2] |= (byte) 0x80;
            answer[3] = (byte) code;
            return answer;
        };
    }

    @Test
    void an_answer_with_the_expected_beginning_is_a_success() throws IOException {
        assertThat(answered(UnaryOperator.identity(), udp("1b00ff", "1B00"))).isEqualTo(new Outcome.Success());
    }

    @Test
    void any_answer_will_do_where_none_is_expected() throws IOException {
        assertThat(answered(question -> new byte[0], udp("00", ""))).isEqualTo(new Outcome.Success());
    }

    @Test
    void another_answer_is_a_failure() throws IOException {
        assertThat(answered(UnaryOperator.identity(), udp("1b00", "ff")))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error()).contains("does not begin with ff"));
    }

    @Test
    void a_port_that_nobody_listens_on_is_a_failure_at_once() throws IOException {
        InetSocketAddress nobody;
        try (DatagramSocket gone = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            nobody = (InetSocketAddress) gone.getLocalSocketAddress();
        }
        assertThat(udp("00", "").askedOf(nobody))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error()).doesNotContain("no answer within"));
    }

    @Test
    void an_answer_without_an_error_is_a_success() throws IOException {
        assertThat(answered(answering(0), dns(PATIENCE))).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_name_server_that_fails_is_a_failure_by_the_name_of_its_error() throws IOException {
        assertThat(answered(answering(2), dns(PATIENCE)))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error()).endsWith("SERVFAIL for example.com"));
    }

    @Test
    void an_answer_to_another_question_is_passed_over() throws IOException {
        UnaryOperator<byte[]> stranger = question -> {
            byte[] answer = answering(0).apply(question);
            answer[0] ^= 1;
            return answer;
        };
        assertThat(answered(stranger, dns(IMPATIENCE)))
                .isInstanceOfSatisfying(
                        Outcome.Silence.class,
                        silence -> assertThat(silence.error()).contains("no answer within 100 ms"));
    }

    /** Put together by RFC 1035 section 4.1 by hand. */
    @Test
    void a_question_is_written_as_the_rfc_has_it() {
        assertThat(HexFormat.of().formatHex(new DnsMessage(0xabcd, "example.com.", DnsType.AAAA).bytes()))
                .isEqualTo("abcd01000001000000000000" + "076578616d706c65" + "03636f6d" + "00" + "001c0001");
    }

    @Test
    void the_root_has_no_labels() {
        assertThat(HexFormat.of().formatHex(new DnsMessage(1, ".", DnsType.SOA).bytes()))
                .isEqualTo("000101000001000000000000" + "00" + "00060001");
    }

    @Test
    void a_label_that_is_too_long_is_refused() {
        assertThatThrownBy(() -> new DnsMessage(1, "a".repeat(64), DnsType.A).bytes())
                .hasMessageContaining("must have from 1 to 63 characters");
    }
}
