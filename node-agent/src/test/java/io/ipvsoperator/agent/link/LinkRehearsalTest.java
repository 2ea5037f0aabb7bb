package io.ipvsoperator.agent.link;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class LinkRehearsalTest {
    @Test
    void the_last_change_ends_it() {
        assertThatCode(new LinkRehearsal()::run).doesNotThrowAnyException();
    }
}
