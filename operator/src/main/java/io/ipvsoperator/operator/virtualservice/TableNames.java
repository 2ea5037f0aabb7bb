package io.ipvsoperator.operator.virtualservice;

/** How the table of a service is called. */
public final class TableNames {
    private static final String PREFIX = "vs-";

    private TableNames() {}

    /** @param uid of the VirtualService or Service */
    public static String of(String uid) {
        return PREFIX + uid;
    }
}
