package io.ipvsoperator.agent.plan;

/** The internal kinds that a node-agent reads. */
public enum ObjectKind {
    VIRTUAL_ROUTER("VirtualRouter", "virtualrouters"),
    FORWARDING_TABLE("ForwardingTable", "forwardingtables"),
    REAL_SERVER("RealServer", "realservers"),
    DIRECTOR("Director", "directors");

    private final String kind;
    private final String resource;

    ObjectKind(String kind, String resource) {
        this.kind = kind;
        this.resource = resource;
    }

    public String kind() {
        return kind;
    }

    /** Plural name, as in the URL of the API and in {@code Director.status.applied}. */
    public String resource() {
        return resource;
    }
}
