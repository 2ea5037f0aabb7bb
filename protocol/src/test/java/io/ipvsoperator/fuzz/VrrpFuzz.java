package io.ipvsoperator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ipvsoperator.wire.vrrp.FuzzedLadders;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes are, the receive ladder gives a verdict, and what it accepts says what the bytes said. */
@Timeout(60)
class VrrpFuzz {

    @FuzzTest(maxDuration = "2m")
    void ladder(byte[] bytes) {
        FuzzedLadders.accept(bytes);
    }
}
