package io.ipvsoperator.agent.benchmark.ipvs;

/** What is done to the table. */
enum Task {
    PROGRAM_1000("1,000 services × 3 destinations from empty"),
    PROGRAM_10000("10,000 services × 3 destinations from empty"),
    CHANGE_ONE("one weight of 10,000 services changed"),
    AUDIT("10,000 services looked at, nothing differs"),
    ADD_TO_MAGLEV("a destination added to a service with mh"),
    DRAIN("1,000 services drained: weight 0 for 3,000 destinations");

    private final String label;

    Task(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
