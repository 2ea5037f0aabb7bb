package io.ipvsoperator.agent.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects as an API server would give them, to be changed field by field. */
final class PublishedObjects {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<ObjectKind, List<PublishedObject>> objects = new EnumMap<>(ObjectKind.class);
    private final Map<String, String> passwords = new HashMap<>();

    static Map<String, Object> router() {
        Map<String, Object> spec = new HashMap<>();
        spec.put("pool", "edge");
        spec.put("virtualRouterId", 33);
        spec.put("addressFamily", "IPv4");
        spec.put("addresses", List.of(Map.of("address", "192.0.2.200", "holder", "uid-1")));
        spec.put("members", List.of(member("d1", 250), member("d2", 240), member("d3", 225)));
        spec.put("vrrp", vrrp());
        return spec;
    }

    static Map<String, Object> member(String director, int priority) {
        return Map.of("director", director, "priority", priority);
    }

    static Map<String, Object> vrrp() {
        Map<String, Object> vrrp = new HashMap<>();
        vrrp.put("version", 3);
        vrrp.put("transport", "Multicast");
        vrrp.put("advertisementIntervalMilliseconds", 1000);
        vrrp.put("failback", Map.of("policy", "Immediate"));
        return vrrp;
    }

    static Map<String, Object> table() {
        Map<String, Object> spec = new HashMap<>();
        spec.put(
                "source",
                Map.of("kind", "VirtualService", "namespace", "shop", "name", "web", "uid", "1", "generation", 1));
        spec.put("pool", "edge");
        spec.put("addresses", List.of("192.0.2.200"));
        spec.put("services", List.of(service()));
        spec.put("forwarding", Map.of("method", "DirectRouting"));
        spec.put("destinations", List.of(destination("192.0.2.30", 1), destination("192.0.2.40", 1)));
        return spec;
    }

    static Map<String, Object> service() {
        Map<String, Object> service = new HashMap<>();
        service.put("protocol", "TCP");
        service.put("port", 80);
        service.put("targetPort", 80);
        service.put("scheduler", "rr");
        service.put("schedulerFlags", List.of());
        return service;
    }

    static Map<String, Object> destination(String address, int weight) {
        return Map.of("address", address, "weight", weight);
    }

    static Map<String, Object> with(Map<String, Object> spec, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(spec);
        changed.put(field, value);
        return changed;
    }

    PublishedObjects and(ObjectKind kind, String name, Map<String, Object> spec) {
        objects.computeIfAbsent(kind, absent -> new ArrayList<>()).add(new PublishedObject(name, 1, text(spec)));
        return this;
    }

    private static String text(Map<String, Object> spec) {
        try {
            return JSON.writeValueAsString(spec);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    PublishedObjects withPassword(String key, String password) {
        passwords.put(key, password);
        return this;
    }

    ClusterView confirmed() {
        return view(true);
    }

    ClusterView fromDisk() {
        return view(false);
    }

    private ClusterView view(boolean confirmed) {
        return new ClusterView(objects, Map.of(), passwords, confirmed);
    }
}
