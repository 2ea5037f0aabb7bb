package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Reason;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the advertisements of one virtual router must look like to be heard, and what they would best look like.
 *
 * @param addresses those that our own advertisements name
 */
public record Expectation(
        VrrpVersion version, AdvertInterval interval, Transport transport, List<IpAddress> addresses) {

    public Expectation {
        version.requireRepresentable(interval);
        addresses = List.copyOf(addresses);
    }

    /** The first thing in which a well-formed message differs from what must be. */
    Optional<Reason> disagreement(IpAddress source, IpAddress destination, VrrpMessage message) {
        return transport.disagreement(source, destination).or(() -> switch (version) {
            case VrrpVersion.V2(Authentication authentication) -> disagreement(message, authentication);
            // Version 3 learns the interval of the active router instead of insisting on its own.
            case VrrpVersion.V3 v3 -> message.version() == 3 ? Optional.empty() : Optional.of(Reason.VERSION);
        });
    }

    private Optional<Reason> disagreement(VrrpMessage message, Authentication authentication) {
        if (message.version() != 2) {
            return Optional.of(Reason.VERSION);
        }
        if (message.authenticationType() != authentication.type()) {
            return Optional.of(Reason.AUTHENTICATION_TYPE);
        }
        boolean authenticated = switch (authentication) {
            case Authentication.None none -> true;
            case Authentication.SimplePassword password -> message.authenticationOctets() == password.octets();
        };
        if (!authenticated) {
            return Optional.of(Reason.PASSWORD);
        }
        return message.intervalCentiseconds() == interval.centiseconds()
                ? Optional.empty()
                : Optional.of(Reason.INTERVAL);
    }

    /** What is odd about an advertisement without a disagreement. */
    Set<Remark> remarks(Advertisement ad) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        // In most cases the lists are equal; as sets they are compared only when they are not.
        if (!ad.addresses().equals(addresses) && !new HashSet<>(ad.addresses()).equals(new HashSet<>(addresses))) {
            remarks.add(Remark.ADDRESS_LIST);
        }
        if (!ad.interval().equals(interval)) {
            remarks.add(Remark.INTERVAL);
        }
        if (ad.priority().equals(Priority.OWNER)) {
            remarks.add(Remark.ADDRESS_OWNER);
        }
        return remarks;
    }
}
