package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.List;

/**
 * What a VRRP message says, whatever the version that carries it.
 *
 * @param addresses the virtual router's addresses, 1 to 255 of them and of one family
 */
public record Advertisement(
        VirtualRouterId virtualRouterId, Priority priority, AdvertInterval interval, List<IpAddress> addresses) {

    /** What the message's count has room for. */
    public static final int MOST_ADDRESSES = 255;

    public Advertisement {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException("an advertisement names 1 to 255 addresses, not " + addresses.size());
        }
        IpFamily family = addresses.getFirst().family();
        if (addresses.stream().anyMatch(address -> address.family() != family)) {
            throw new IllegalArgumentException("an advertisement names addresses of one family, not " + addresses);
        }
    }

    public IpFamily family() {
        return addresses.getFirst().family();
    }
}
