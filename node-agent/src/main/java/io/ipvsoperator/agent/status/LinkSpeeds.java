package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.util.Optional;

/** How fast interfaces are. */
public interface LinkSpeeds {
    /** Absent when the driver does not say, or says nonsense as drivers do while a link is down. */
    Optional<Long> bitsPerSecond(NetworkInterfaceName name);
}
