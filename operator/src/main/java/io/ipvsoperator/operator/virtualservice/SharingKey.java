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
    private static final int OCTETS = 20;

    static Optional<SharingKey> of(VirtualService service) {
        VirtualServiceSpec spec = service.getSpec();
        return Optional.ofNullable(spec.addresses().sharing())
                .map(sharing ->
                        new SharingKey(spec.poolName(), service.getMetadata().getNamespace(), sharing.key()));
    }

    /**
     * In whose name routers hold the addresses. No uid looks like that. Names of pools and namespaces have no slash, so no choice of
     * a key leads to what another namespace has.
     */
    String holder() {
        String text = pool + "/" + namespace + "/" + key;
        return PREFIX + HexFormat.of().formatHex(digest(text), 0, OCTETS);
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
