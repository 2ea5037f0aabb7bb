package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import java.util.Optional;

/**
 * How the addresses of a router stand on the host, and how the segment is told of them.
 *
 * @param label what follows the interface's name and a colon in IFA_LABEL, for IPv4; the whole has at most 15 characters,
 *     which shows once the interface is known
 * @param virtualMac they answer with the MAC address of the virtual router
 */
public record AddressSettings(AnnouncementPolicy announcements, Optional<String> label, boolean virtualMac) {
    public static final AddressSettings DEFAULT =
            new AddressSettings(AnnouncementPolicy.DEFAULT, Optional.empty(), false);
}
