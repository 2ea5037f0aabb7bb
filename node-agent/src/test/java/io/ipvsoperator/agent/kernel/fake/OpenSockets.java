package io.ipvsoperator.agent.kernel.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sockets of the fake kernel that nobody has closed, by kind and interface. Thread-safe: one lock, the clock's. */
final class OpenSockets {
    private final FakeClock clock;
    private final Map<Object, String> names = new LinkedHashMap<>();

    OpenSockets(FakeClock clock) {
        this.clock = clock;
    }

    void put(Object socket, String name) {
        synchronized (clock) {
            names.put(socket, name);
        }
    }

    void forget(Object socket) {
        synchronized (clock) {
            names.remove(socket);
        }
    }

    List<String> names() {
        synchronized (clock) {
            return List.copyOf(names.values());
        }
    }

    /** Packet sockets of this name. */
    List<FakePacketTransport> named(String name) {
        synchronized (clock) {
            return names.entrySet().stream()
                    .filter(socket -> socket.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .filter(FakePacketTransport.class::isInstance)
                    .map(FakePacketTransport.class::cast)
                    .toList();
        }
    }
}
