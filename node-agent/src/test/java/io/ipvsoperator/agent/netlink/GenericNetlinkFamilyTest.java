package io.ipvsoperator.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.generic.Controller;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.generic.GenericRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenericNetlinkFamilyTest {
    private static final NetlinkError UNKNOWN = NetlinkError.of(ErrorNumber.ENOENT);
    private static final GenericRequest REQUEST =
            new GenericRequest("do it", 0, new GenericMessage(1, 1, Attributes.none()));

    private int familyId = 28;
    private int resolutions;
    private boolean refuseEverything;

    private final ScriptedTransport transport = new ScriptedTransport(this::answer);
    private final GenericNetlinkFamily family = new GenericNetlinkFamily(new NetlinkConversation(transport), "THINGS");

    private void answer(ScriptedTransport kernel, Message asked) {
        if (asked.header().type() == Controller.FAMILY_ID) {
            resolutions++;
            kernel.answer(
                    asked,
                    Controller.FAMILY_ID,
                    0,
                    new Controller.Family(familyId, "THINGS", 1).encode().encode());
            kernel.acknowledge(asked);
        } else if (asked.header().type() != familyId || refuseEverything) {
            kernel.refuse(asked, UNKNOWN);
        } else {
            kernel.acknowledge(asked);
        }
    }

    @Test
    void the_number_is_asked_for_once() {
        family.execute(REQUEST);
        family.execute(REQUEST);
        assertThat(resolutions).isEqualTo(1);
    }

    @Test
    void a_family_that_was_loaded_again_is_found() {
        family.execute(REQUEST);
        familyId = 29;
        family.execute(REQUEST);
        assertThat(transport.sent().getLast())
                .first()
                .extracting(m -> m.header().type())
                .isEqualTo(29);
    }

    @Test
    void a_batch_finds_a_family_that_was_loaded_again() {
        family.execute(REQUEST);
        familyId = 29;
        assertThat(family.executeAll(List.of(REQUEST, REQUEST)))
                .containsExactly(new Outcome.Done("do it"), new Outcome.Done("do it"));
    }

    @Test
    void a_missing_object_is_not_taken_for_a_missing_family() {
        refuseEverything = true;
        assertThatThrownBy(() -> family.execute(REQUEST))
                .isInstanceOf(NetlinkException.class)
                .hasMessage("do it: ENOENT");
    }

    @Test
    void a_missing_object_in_a_batch_is_not_taken_for_a_missing_family() {
        refuseEverything = true;
        assertThat(family.executeAll(List.of(REQUEST))).containsExactly(new Outcome.Refused("do it", UNKNOWN));
    }
}
