package io.ipvsoperator.agent.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServerSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a node's plan of the cluster's objects. Each object is read and checked on its own: a bad one becomes a failure that
 * names it, and the others go on. Used by one thread; remembers the tables it has read, since there are many and few change: of
 * the same object it makes the same table.
 */
public final class PlanParser {
    private final String nodeName;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private IdentityHashMap<PublishedObject, TablePlan> knownTables = new IdentityHashMap<>();

    public PlanParser(String nodeName) {
        this.nodeName = nodeName;
    }

    public Plan parse(ClusterView view) {
        List<Failure> failures = new ArrayList<>();
        Optional<DirectorSpec> director = view.of(ObjectKind.DIRECTOR).stream()
                .filter(object -> object.name().equals(nodeName))
                .flatMap(object ->
                        check(ObjectKind.DIRECTOR, object, failures, checked -> read(checked, DirectorSpec.class))
                                .stream())
                .findFirst();
        boolean maintenance =
                director.map(spec -> Boolean.TRUE.equals(spec.maintenance())).orElse(false);
        List<RouterPlan> routers = withoutContestedAddresses(routers(view, maintenance, failures), failures);
        return new Plan(
                director.isPresent(),
                routers,
                tables(view, routers, failures),
                realServer(view, failures),
                view.versions(),
                view.confirmed(),
                failures);
    }

    private List<RouterPlan> routers(ClusterView view, boolean maintenance, List<Failure> failures) {
        RouterParser parser = new RouterParser(nodeName, maintenance, view.confirmed(), view.passwords());
        List<RouterPlan> routers = new ArrayList<>();
        for (PublishedObject object : view.of(ObjectKind.VIRTUAL_ROUTER)) {
            check(
                            ObjectKind.VIRTUAL_ROUTER,
                            object,
                            failures,
                            checked -> parser.parse(checked.name(), read(checked, VirtualRouterSpec.class)))
                    .flatMap(Function.identity())
                    .ifPresent(routers::add);
        }
        return routers;
    }

    /** An address that two routers carry stays with the first by name, on every node alike. */
    private static List<RouterPlan> withoutContestedAddresses(List<RouterPlan> routers, List<Failure> failures) {
        Map<IpAddress, String> holders = new HashMap<>();
        List<RouterPlan> settled = new ArrayList<>();
        for (RouterPlan router : routers) {
            List<IpAddress> kept = new ArrayList<>();
            IpAddress ownLinkLocal = router.virtualRouterId().linkLocalAddress();
            for (IpAddress address : router.addresses()) {
                // Link-local ones follow from the identifier, and two segments may have the same.
                String holder = address.equals(ownLinkLocal) ? null : holders.putIfAbsent(address, router.name());
                if (holder == null) {
                    kept.add(address);
                } else {
                    String message = "spec.addresses holds " + address + ", which virtual router " + holder
                            + " carries; an address belongs to one router";
                    failures.add(new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), message));
                }
            }
            if (kept.equals(List.of(ownLinkLocal))) {
                // Nobody uses it but for the others.
                kept.clear();
            }
            settled.add(kept.size() == router.addresses().size() ? router : router.withAddresses(kept));
        }
        return settled;
    }

    private List<TablePlan> tables(ClusterView view, List<RouterPlan> routers, List<Failure> failures) {
        Set<InetAddress> carried = new HashSet<>();
        for (RouterPlan router : routers) {
            router.addresses().forEach(address -> carried.add(InetAddresses.of(address)));
        }
        IdentityHashMap<PublishedObject, TablePlan> known = new IdentityHashMap<>();
        List<TablePlan> tables = new ArrayList<>();
        for (PublishedObject object : view.of(ObjectKind.FORWARDING_TABLE)) {
            Optional<TablePlan> table = check(ObjectKind.FORWARDING_TABLE, object, failures, this::table);
            table.ifPresent(checked -> known.put(object, checked));
            table.map(checked -> checked.within(carried))
                    .filter(checked -> !checked.isEmpty())
                    .ifPresent(tables::add);
        }
        knownTables = known;
        return tables;
    }

    private TablePlan table(PublishedObject object) {
        TablePlan known = knownTables.get(object);
        return known != null ? known : TableParser.parse(object.name(), read(object, ForwardingTableSpec.class));
    }

    private Optional<Plan.RealServerPlan> realServer(ClusterView view, List<Failure> failures) {
        return view.of(ObjectKind.REAL_SERVER).stream()
                .filter(object -> object.name().equals(nodeName))
                .flatMap(object -> check(ObjectKind.REAL_SERVER, object, failures, this::realServer).stream())
                .findFirst();
    }

    private Plan.RealServerPlan realServer(PublishedObject object) {
        List<String> literals = InvalidField.list(
                "spec.addresses", read(object, RealServerSpec.class).addresses());
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            addresses.add(AddressLiteral.parse("spec.addresses[" + i + "]", literals.get(i)));
        }
        return new Plan.RealServerPlan(object.generation(), addresses);
    }

    private <T> T read(PublishedObject object, Class<T> type) {
        try {
            return Objects.requireNonNull(json.readValue(object.spec(), type));
        } catch (JsonProcessingException unreadable) {
            throw new InvalidField(field(unreadable), "unreadable", "this agent expects " + type.getSimpleName());
        }
    }

    private static String field(JsonProcessingException unreadable) {
        StringBuilder path = new StringBuilder("spec");
        if (unreadable instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                path.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
            }
        }
        return path.toString();
    }

    private static <T> Optional<T> check(
            ObjectKind kind, PublishedObject object, List<Failure> failures, Function<PublishedObject, T> checked) {
        try {
            return Optional.of(checked.apply(object));
        } catch (InvalidField invalid) {
            failures.add(new Failure(kind, object.name(), invalid.problem()));
            return Optional.empty();
        }
    }
}
