package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings VRRP passwords of pools into the one Secret that agents may read. Used by one thread at a time. */
final class PasswordCopy {
    /** In it, the key of a pool's password is the pool's name. */
    private static final String SECRET = "ipvs-operator-vrrp";

    private final Cluster cluster;
    private final ServerSideApply writer;
    private final String namespace;

    PasswordCopy(Cluster cluster, ServerSideApply writer, String namespace) {
        this.cluster = cluster;
        this.writer = writer;
        this.namespace = namespace;
    }

    /** The password that the pool names, if it exists. */
    Optional<byte[]> passwordOf(VipPool pool) {
        VipPoolSpec.Authentication authentication = pool.getSpec().vrrp().authentication();
        return authentication == null
                ? Optional.empty()
                : cluster.secrets()
                        .find(namespace, authentication.secretName())
                        .map(Secret::getData)
                        .map(data -> data.get(authentication.secretKey()))
                        .map(Base64.getDecoder()::decode);
    }

    /** Writes only when something changed: passwords that are there, and those that routers name, but no others. */
    void publish() {
        Map<String, String> published =
                cluster.secrets().find(namespace, SECRET).map(Secret::getData).orElseGet(Map::of);
        Map<String, String> passwords = new TreeMap<>();
        for (VipPool pool : cluster.pools().list()) {
            String name = pool.getMetadata().getName();
            if (pool.getSpec().vrrp().authentication() != null) {
                passwordOf(pool)
                        .map(Base64.getEncoder()::encodeToString)
                        .or(() -> Optional.ofNullable(published.get(name)))
                        .ifPresent(password -> passwords.put(name, password));
            }
        }
        cluster.routers().list().stream()
                .flatMap(router -> Optional.ofNullable(router.getSpec().vrrp().authentication()).stream())
                .map(VirtualRouterSpec.Authentication::secretKey)
                .filter(published::containsKey)
                .forEach(key -> passwords.putIfAbsent(key, published.get(key)));
        if (!passwords.equals(published)) {
            cluster.secrets()
                    .wrote(writer.apply(new SecretBuilder()
                            .withNewMetadata()
                            .withName(SECRET)
                            .withNamespace(namespace)
                            .endMetadata()
                            .withData(passwords)
                            .build()));
        }
    }
}
