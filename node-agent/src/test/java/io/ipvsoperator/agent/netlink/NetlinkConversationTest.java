package io.ipvsoperator.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetlinkConversationTest {
    private static final int PART = 20;
    private static final Bytes ONE = Bytes.fromHex("01 00 00 00");
    private static final Bytes TWO = Bytes.fromHex("02 00 00 00");
    private static final NetlinkError EXISTS =
            new NetlinkError(ErrorNumber.EEXIST, Optional.of("it is there"), Optional.of(24L));

    private static Request request(String operation) {
        return new Request(operation, PART, 0, Bytes.empty());
    }

    private static Request dump() {
        return new Request("list things", PART, Header.DUMP, Bytes.empty());
    }

    private static NetlinkConversation with(BiConsumer<ScriptedTransport, Message> script) {
        return new NetlinkConversation(new ScriptedTransport(script));
    }

    private static List<Bytes> payloads(List<Message> messages) {
        return messages.stream().map(Message::payload).toList();
    }

    @Test
    void a_request_asks_for_an_acknowledgement() {
        ScriptedTransport transport = new ScriptedTransport(ScriptedTransport::acknowledge);
        new NetlinkConversation(transport).execute(request("do it"));

        assertThat(transport.sent().getFirst())
                .singleElement()
                .satisfies(message -> assertThat(message.header().has(Header.REQUEST | Header.ACK))
                        .isTrue());
    }

    @Test
    void a_refusal_says_operation_reason_and_the_kernels_words() {
        NetlinkConversation conversation = with((kernel, asked) -> kernel.refuse(asked, EXISTS));

        assertThatThrownBy(() -> conversation.execute(request("add thing 7")))
                .isInstanceOf(NetlinkException.class)
                .hasMessage("add thing 7: EEXIST (it is there) at offset 24");
    }

    @Test
    void an_answer_to_something_else_is_passed_over() {
        NetlinkConversation conversation = with((kernel, asked) -> {
            Header header = asked.header();
            Message stranger = new Message(new Header(PART, 0, header.sequence() + 1000, 0), Bytes.empty());
            kernel.answer(stranger, PART, 0, ONE);
            kernel.answer(asked, PART, 0, TWO);
            kernel.acknowledge(asked);
        });

        assertThat(conversation.query(request("read")).payload()).isEqualTo(TWO);
    }

    @Test
    void a_query_without_an_answer_is_an_error() {
        NetlinkConversation conversation = with(ScriptedTransport::acknowledge);
        assertThatThrownBy(() -> conversation.query(request("read thing 7")))
                .isInstanceOf(ConversationLost.class)
                .hasMessageContaining("read thing 7");
    }

    @Test
    void a_dump_is_read_over_all_its_datagrams() {
        NetlinkConversation conversation = with((kernel, asked) -> {
            kernel.answer(asked, PART, Header.MULTI, ONE);
            kernel.answer(asked, PART, Header.MULTI, TWO);
            kernel.endDump(asked, 0);
        });

        assertThat(payloads(conversation.dump(dump()))).containsExactly(ONE, TWO);
    }

    @Test
    void an_interrupted_dump_is_asked_for_again() {
        AtomicInteger readings = new AtomicInteger();
        NetlinkConversation conversation = with((kernel, asked) -> {
            boolean first = readings.incrementAndGet() == 1;
            kernel.answer(asked, PART, Header.MULTI, first ? ONE : TWO);
            kernel.endDump(asked, first ? Header.DUMP_INTERRUPTED : 0);
        });

        assertThat(payloads(conversation.dump(dump()))).containsExactly(TWO);
    }

    @Test
    void a_dump_that_never_comes_whole_is_an_error() {
        NetlinkConversation conversation = with((kernel, asked) -> kernel.endDump(asked, Header.DUMP_INTERRUPTED));
        assertThatThrownBy(() -> conversation.dump(dump()))
                .isInstanceOf(ConversationLost.class)
                .hasMessageContaining("changed during every reading");
    }

    @Test
    void a_dump_is_asked_for_again_when_answers_were_lost() {
        AtomicInteger readings = new AtomicInteger();
        NetlinkConversation conversation = with((kernel, asked) -> {
            kernel.answer(asked, PART, Header.MULTI, ONE);
            if (readings.incrementAndGet() == 1) {
                kernel.fail(ErrorNumber.ENOBUFS);
            }
            kernel.answer(asked, PART, Header.MULTI, TWO);
            kernel.endDump(asked, 0);
        });

        assertThat(payloads(conversation.dump(dump()))).containsExactly(ONE, TWO);
    }

    @Test
    void a_refused_dump_is_an_error() {
        NetlinkConversation conversation =
                with((kernel, asked) -> kernel.refuse(asked, NetlinkError.of(ErrorNumber.EPERM)));
        assertThatThrownBy(() -> conversation.dump(dump())).isInstanceOfSatisfying(NetlinkException.class, refusal -> {
            assertThat(refusal.isPermissionDenied()).isTrue();
        });
    }

    @Test
    void a_batch_is_sent_thirty_two_requests_at_a_time() {
        ScriptedTransport transport = new ScriptedTransport(ScriptedTransport::acknowledge);
        List<Request> requests =
                IntStream.range(0, 80).mapToObj(i -> request("do " + i)).toList();

        new NetlinkConversation(transport).executeAll(requests);

        assertThat(transport.sent()).extracting(List::size).containsExactly(32, 32, 16);
    }

    @Test
    void only_the_last_request_of_a_datagram_asks_for_an_acknowledgement() {
        ScriptedTransport transport = new ScriptedTransport(ScriptedTransport::answerLikeTheKernel);

        new NetlinkConversation(transport).executeAll(List.of(request("a"), request("b"), request("c")));

        assertThat(transport.sent().getFirst())
                .extracting(message -> message.header().has(Header.ACK))
                .containsExactly(false, false, true);
    }

    @Test
    void what_was_not_refused_before_the_last_answer_is_done() {
        AtomicInteger count = new AtomicInteger();
        NetlinkConversation conversation = with((kernel, asked) -> {
            switch (count.getAndIncrement()) {
                case 1, 3 -> kernel.refuse(asked, EXISTS);
                default -> kernel.answerLikeTheKernel(asked);
            }
        });

        assertThat(conversation.executeAll(List.of(request("a"), request("b"), request("c"), request("d"))))
                .containsExactly(
                        new Outcome.Done("a"),
                        new Outcome.Refused("b", EXISTS),
                        new Outcome.Done("c"),
                        new Outcome.Refused("d", EXISTS));
    }

    @Test
    void each_request_of_a_batch_has_its_own_outcome() {
        AtomicInteger count = new AtomicInteger();
        NetlinkConversation conversation = with((kernel, asked) -> {
            if (count.getAndIncrement() == 1) {
                kernel.refuse(asked, EXISTS);
            } else {
                kernel.acknowledge(asked);
            }
        });

        assertThat(conversation.executeAll(List.of(request("a"), request("b"), request("c"))))
                .containsExactly(new Outcome.Done("a"), new Outcome.Refused("b", EXISTS), new Outcome.Done("c"));
    }

    @Test
    void a_batch_whose_answers_were_lost_says_what_was_waited_for() {
        NetlinkConversation conversation = with((kernel, asked) -> kernel.fail(ErrorNumber.ENOBUFS));
        assertThatThrownBy(() -> conversation.executeAll(List.of(request("a"), request("b"))))
                .isInstanceOf(ConversationLost.class)
                .hasMessage("a: answers were lost (ENOBUFS); it may be done or not");
    }

    @Test
    void what_is_left_of_a_lost_exchange_does_not_disturb_the_next() {
        AtomicInteger count = new AtomicInteger();
        NetlinkConversation conversation = with((kernel, asked) -> {
            if (count.getAndIncrement() == 0) {
                kernel.fail(ErrorNumber.ENOBUFS);
            }
            kernel.answer(asked, PART, 0, ONE);
            kernel.acknowledge(asked);
        });
        assertThatThrownBy(() -> conversation.execute(request("first"))).isInstanceOf(ConversationLost.class);

        assertThat(conversation.query(request("second")).payload()).isEqualTo(ONE);
    }

    @Test
    void silence_is_an_error() {
        NetlinkConversation conversation = with((kernel, asked) -> {});
        assertThatThrownBy(() -> conversation.execute(request("do it")))
                .isInstanceOf(ConversationLost.class)
                .hasMessageContaining("silent");
    }

    @Test
    void closing_closes_the_transport() {
        ScriptedTransport transport = new ScriptedTransport(ScriptedTransport::acknowledge);
        new NetlinkConversation(transport).close();
        assertThat(transport.isClosed()).isTrue();
    }
}
