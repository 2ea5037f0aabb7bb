package io.ipvsoperator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ipvsoperator.netlink.EveryDecoder;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes are, a decoder of netlink gives a value or says that they are malformed. */
@Timeout(60)
class NetlinkFuzz {

    @FuzzTest(maxDuration = "2m")
    void messages(byte[] bytes) {
        EveryDecoder.decode(bytes);
    }
}
