package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Reason;
import java.util.Optional;

/** What the advertisements of one virtual router must look like to be heard. */
public record Expectation(VrrpVersion version, AdvertInterval interval) {

    public Expectation {
        version.requireRepresentable(interval);
    }

    /** The first thing in which a well-formed message differs from this. */
    Optional<Reason> disagreement(VrrpMessage message) {
        return switch (version) {
            case VrrpVersion.V2(Authentication authentication) -> disagreement(message, authentication);
            // Version 3 learns the interval of the active router instead of insisting on its own.
            case VrrpVersion.V3 v3 -> message.version() == 3 ? Optional.empty() : Optional.of(Reason.VERSION);
        };
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
}
