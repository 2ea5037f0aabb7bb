package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The API server's clock. Versions of one resource compare as unsigned integers (KEP-5504); those of different
 * resources must not be compared.
 */
public final class ResourceVersion {
    private ResourceVersion() {}

    public static long of(HasMetadata object) {
        return parse(object.getMetadata().getResourceVersion());
    }

    public static long parse(String text) {
        return Long.parseUnsignedLong(text);
    }

    public static boolean isAtLeast(long version, long other) {
        return Long.compareUnsigned(version, other) >= 0;
    }
}
