package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks the spec of one VirtualRouter as seen from one node. Pure.
 *
 * @param maintenance the node's Director says that it must give its addresses away
 * @param confirmed false: the plan is from disk, and this node ranks below every node whose plan is not
 */
record RouterParser(String nodeName, boolean maintenance, boolean confirmed, Map<String, String> passwords) {
    private static final int HIGHEST_PRIORITY = 254;
    /** Of a confirmed plan; what lies below belongs to plans from disk. */
    private static final int LOWEST_CONFIRMED_PRIORITY = 32;

    private static final int MOST_DELAY_SECONDS = 24 * 3600;

    /** Empty if the node is no member. */
    Optional<RouterPlan> parse(String name, VirtualRouterSpec spec) {
        List<VirtualRouterSpec.Member> members = InvalidField.list("spec.members", spec.members());
        Optional<VirtualRouterSpec.Member> self = members.stream()
                .filter(member -> nodeName.equals(member.director()))
                .findFirst();
        return self.map(own -> parse(name, spec, own, members));
    }

    private RouterPlan parse(
            String name,
            VirtualRouterSpec spec,
            VirtualRouterSpec.Member self,
            List<VirtualRouterSpec.Member> members) {
        IpFamily family = family(spec);
        int virtualRouterId = InvalidField.within("spec.virtualRouterId", spec.virtualRouterId(), 1, 255);
        VirtualRouterSpec.Vrrp vrrp = InvalidField.present("spec.vrrp", spec.vrrp(), "must be there");
        List<String> warnings = new ArrayList<>();
        VrrpVersion version = version(family, vrrp, warnings);
        TransportParser transport = new TransportParser(nodeName, family, members);
        return new RouterPlan(
                name,
                new VirtualRouterId(virtualRouterId),
                version,
                transport.parse(vrrp.transport(), warnings),
                transport.others(),
                Optional.ofNullable(spec.networkInterface()).filter(given -> !given.isEmpty()),
                priority(self, members),
                successorPriority(members),
                lowestPriority(self, members),
                new TrackingParser(spec.pool()).parse(vrrp.tracking()),
                interval(version, vrrp),
                failback(vrrp.failback()),
                addresses(spec, family, address -> true),
                movable(spec, family),
                AddressSettingsParser.parse(vrrp),
                warnings);
    }

    private VrrpVersion version(IpFamily family, VirtualRouterSpec.Vrrp vrrp, List<String> warnings) {
        if (family == IpFamily.IPV6 && vrrp.version() != 3) {
            throw new InvalidField("spec.vrrp.version", vrrp.version(), "must be 3 with addressFamily IPv6");
        }
        return switch (InvalidField.within("spec.vrrp.version", vrrp.version(), 2, 3)) {
            case 2 -> new VrrpVersion.V2(authentication(vrrp.authentication(), warnings));
            default -> {
                if (vrrp.authentication() != null) {
                    throw new InvalidField(
                            "spec.vrrp.authentication",
                            vrrp.authentication().type(),
                            "must be absent: VRRP version 3 has no authentication");
                }
                // Over IPv6 there is one form only: RFC 8200 section 8.1.
                yield new VrrpVersion.V3(
                        family == IpFamily.IPV6 ? ChecksumForm.PSEUDO_HEADER : checksum(vrrp.checksum()));
            }
        };
    }

    private static ChecksumForm checksum(@Nullable String wanted) {
        return wanted != null
                        && InvalidField.oneOf("spec.vrrp.checksum", wanted, Set.of("MessageOnly", "PseudoHeader"))
                                .equals("MessageOnly")
                ? ChecksumForm.MESSAGE_ONLY
                : ChecksumForm.PSEUDO_HEADER;
    }

    private Authentication authentication(VirtualRouterSpec.@Nullable Authentication wanted, List<String> warnings) {
        if (wanted == null) {
            return new Authentication.None();
        }
        InvalidField.oneOf("spec.vrrp.authentication.type", wanted.type(), Set.of("PASS"));
        String password = passwords.getOrDefault(wanted.secretKey(), "");
        if (password.isEmpty()) {
            throw new InvalidField(
                    "spec.vrrp.authentication.secretKey",
                    wanted.secretKey(),
                    "must be a key with a password in the Secret that the operator keeps for agents");
        }
        if (Authentication.SimplePassword.cuts(password)) {
            warnings.add("the password is longer than 8 characters: VRRPv2 carries the first 8 only");
        }
        return Authentication.SimplePassword.of(password);
    }

    private static AdvertInterval interval(VrrpVersion version, VirtualRouterSpec.Vrrp vrrp) {
        int milliseconds = vrrp.advertisementIntervalMilliseconds();
        try {
            return version.requireRepresentable(new AdvertInterval(Duration.ofMillis(milliseconds)));
        } catch (IllegalArgumentException unfit) {
            throw new InvalidField(
                    "spec.vrrp.advertisementIntervalMilliseconds",
                    milliseconds,
                    "must be 10 to 40950 in steps of 10 with version 3, whole seconds up to 255000 with version 2");
        }
    }

    private static FailbackPolicy failback(VirtualRouterSpec.@Nullable Failback wanted) {
        String policy = wanted == null ? null : wanted.policy();
        return switch (InvalidField.oneOf(
                "spec.vrrp.failback.policy", policy, Set.of("Immediate", "Delayed", "Never"))) {
            case "Immediate" -> new FailbackPolicy.Immediate();
            case "Never" -> new FailbackPolicy.Never();
            default -> new FailbackPolicy.Delayed(delay(wanted == null ? null : wanted.delaySeconds()));
        };
    }

    private static Duration delay(@Nullable Integer seconds) {
        String field = "spec.vrrp.failback.delaySeconds";
        return Duration.ofSeconds(InvalidField.within(
                field,
                InvalidField.present(field, seconds, "must be there with policy Delayed"),
                0,
                MOST_DELAY_SECONDS));
    }

    private Priority priority(VirtualRouterSpec.Member self, List<VirtualRouterSpec.Member> members) {
        int priority = InvalidField.within("spec.members.priority", self.priority(), 0, HIGHEST_PRIORITY);
        if (maintenance || priority == 0) {
            return Priority.RESIGNATION;
        }
        if (confirmed) {
            return new Priority(priority);
        }
        int rank = (int) members.stream()
                .filter(member -> member.priority() > self.priority())
                .count();
        return Priority.unconfirmed(rank);
    }

    /** Distinct for every rank, so that members that are all at their lowest keep their order. */
    private static Priority lowestPriority(VirtualRouterSpec.Member self, List<VirtualRouterSpec.Member> members) {
        int behind = (int) members.stream()
                .filter(member -> member.priority() > 0 && member.priority() < self.priority())
                .count();
        return new Priority(Math.min(self.priority(), LOWEST_CONFIRMED_PRIORITY + behind));
    }

    private static Priority successorPriority(List<VirtualRouterSpec.Member> members) {
        List<Integer> descending = members.stream()
                .map(VirtualRouterSpec.Member::priority)
                .sorted(Collections.reverseOrder())
                .toList();
        int second = descending.size() > 1 ? descending.get(1) : descending.getFirst();
        return new Priority(Math.clamp(second, 0, HIGHEST_PRIORITY));
    }

    private static IpFamily family(VirtualRouterSpec spec) {
        String family = InvalidField.oneOf("spec.addressFamily", spec.addressFamily(), Set.of("IPv4", "IPv6"));
        return family.equals("IPv4") ? IpFamily.IPV4 : IpFamily.IPV6;
    }

    /** Over IPv6 an advertisement begins with a link-local address, the router's own: RFC 9568 section 5.2.9. */
    private static List<IpAddress> movable(VirtualRouterSpec spec, IpFamily family) {
        List<IpAddress> movable = addresses(spec, family, address -> !Boolean.TRUE.equals(address.released()));
        if (family == IpFamily.IPV6 && !movable.isEmpty()) {
            movable.addFirst(new VirtualRouterId(spec.virtualRouterId()).linkLocalAddress());
        }
        return movable;
    }

    private static List<IpAddress> addresses(
            VirtualRouterSpec spec, IpFamily family, Predicate<VirtualRouterSpec.Address> included) {
        List<VirtualRouterSpec.Address> published = InvalidField.list("spec.addresses", spec.addresses());
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; i < published.size(); i++) {
            IpAddress address = AddressLiteral.parse(
                    "spec.addresses[" + i + "].address", published.get(i).address(), family);
            if (included.test(published.get(i))) {
                addresses.add(address);
            }
        }
        addresses.sort(Comparator.naturalOrder());
        return addresses;
    }
}
