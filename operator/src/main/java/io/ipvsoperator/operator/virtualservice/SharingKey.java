package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Services of one namespace that get addresses of one pool and have the same key share these addresses. */
record SharingKey(String pool, String namespace, String key) {
    private static final String PREFIX = "shared-";
    /** Of the namespace; whoever makes namespaces may be trusted with them. */
    private static final int NAMESPACE_OCTETS = 8;

    private static final int KEY_OCTETS = 16;

    static Optional<SharingKey> of(VirtualService service) {
        VirtualServiceSpec spec = service.getSpec();
        return Optional.ofNullable(spec.addresses().sharing())
                .map(sharing ->
                        new SharingKey(spec.poolName(), service.getMetadata().getNamespace(), sharing.key()));
    }

    /**
     * In whose name routers hold the addresses. No uid looks like that. The namespace has a part of its own, so whatever people write
     * for a pool or a key leads to nothing that another namespace has.
     */
    String holder() {
        return ofNamespace(namespace) + HexFormat.of().formatHex(digest(pool + "/" + key), 0, KEY_OCTETS);
    }

    /** How every holder of a namespace begins. */
    private static String ofNamespace(String namespace) {
        return PREFIX + HexFormat.of().formatHex(digest(namespace), 0, NAMESPACE_OCTETS) + "-";
    }

    /** Whether it is the holder of some that share in that namespace. */
    static boolean isHolderIn(String namespace, String holder) {
        return holder.startsWith(ofNamespace(namespace));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Whether a holder in entries of routers is one of these, and no uid. */
    static boolean isHolder(String holder) {
        return holder.startsWith(PREFIX);
    }
}
