package io.ipvsoperator.crds;

/** Names that all kinds share. */
public final class ApiGroup {
    public static final String NAME = "ipvs-operator.io";
    public static final String VERSION = "v1alpha1";

    /** Category of the kinds that people write: {@code kubectl get ipvs}. */
    public static final String CATEGORY = "ipvs";

    /** Category of the kinds that only the operator writes. */
    public static final String INTERNAL_CATEGORY = "ipvs-internal";

    /** Finalizer on sources of tables: held until directors no longer serve their addresses. */
    public static final String DRAIN_FINALIZER = NAME + "/drain";

    private ApiGroup() {}
}
