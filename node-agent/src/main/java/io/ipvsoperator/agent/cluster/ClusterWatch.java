package io.ipvsoperator.agent.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.PublishedObject;
import io.ipvsoperator.crds.ApiGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Informers of everything that concerns this node. Objects are kept untyped: one that this version cannot read must not
 * keep the others away, and a typed list fails as a whole.
 *
 * <p>Level-triggered: a view holds everything, and a change only says that a new one is worth it.
 */
public final class ClusterWatch implements ViewSource, AutoCloseable {
    /** The one Secret that the operator keeps for agents, in its own namespace. */
    public static final String PASSWORD_SECRET = "ipvs-operator-vrrp";

    private final Map<ObjectKind, SharedIndexInformer<GenericKubernetesResource>> informers =
            new EnumMap<>(ObjectKind.class);
    private final SharedIndexInformer<GenericKubernetesResource> passwords;
    private final Semaphore changes = new Semaphore(0);
    private final Outage outage = new Outage();

    public ClusterWatch(KubernetesClient client, String nodeName, String namespace) {
        informers.put(ObjectKind.VIRTUAL_ROUTER, all(client, ObjectKind.VIRTUAL_ROUTER));
        informers.put(ObjectKind.FORWARDING_TABLE, all(client, ObjectKind.FORWARDING_TABLE));
        informers.put(ObjectKind.REAL_SERVER, named(client, ObjectKind.REAL_SERVER, nodeName));
        informers.put(ObjectKind.DIRECTOR, named(client, ObjectKind.DIRECTOR, nodeName));
        passwords = client.genericKubernetesResources("v1", "Secret")
                .inNamespace(namespace)
                .withName(PASSWORD_SECRET)
                .runnableInformer(0);
    }

    /** Returns at once: the first lists may be long in coming. */
    public void start() {
        JsonMapper json = JsonMapper.builder().build();
        informers.values().forEach(informer -> start(informer.itemStore(new PublishedStore(json))));
        start(passwords);
    }

    @Override
    public boolean awaitChange(Duration patience) throws InterruptedException {
        boolean changed = changes.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        changes.drainPermits();
        return changed;
    }

    @Override
    public Map<ObjectKind, String> versions() {
        Map<ObjectKind, String> versions = new EnumMap<>(ObjectKind.class);
        informers.forEach((kind, informer) -> Optional.ofNullable(informer.lastSyncResourceVersion())
                .ifPresent(version -> versions.put(kind, version)));
        boolean complete = versions.size() == informers.size() && passwords.lastSyncResourceVersion() != null;
        return complete ? versions : Map.of();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The versions are read first: an informer fills its store before it moves its version, for lists as for events and
     * bookmarks, so what is read afterwards contains at least everything up to there.
     */
    @Override
    public Optional<ClusterView> view() {
        Map<ObjectKind, String> versions = versions();
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Map<ObjectKind, List<PublishedObject>> objects = new EnumMap<>(ObjectKind.class);
        informers.forEach((kind, informer) -> objects.put(kind, published(informer)));
        return Optional.of(new ClusterView(objects, versions, readPasswords(), true));
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::stop);
        passwords.stop();
    }

    private static SharedIndexInformer<GenericKubernetesResource> all(KubernetesClient client, ObjectKind kind) {
        return client.genericKubernetesResources(context(kind)).runnableInformer(0);
    }

    /** The field selector metadata.name, which RBAC's resourceNames can allow. */
    private static SharedIndexInformer<GenericKubernetesResource> named(
            KubernetesClient client, ObjectKind kind, String name) {
        return client.genericKubernetesResources(context(kind)).withName(name).runnableInformer(0);
    }

    private static ResourceDefinitionContext context(ObjectKind kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(ApiGroup.NAME)
                .withVersion(ApiGroup.VERSION)
                .withKind(kind.kind())
                .withPlural(kind.resource())
                .withNamespaced(false)
                .build();
    }

    private void start(SharedIndexInformer<GenericKubernetesResource> informer) {
        informer.addEventHandler(new Signal());
        // Whatever went wrong, the answer is to list and watch again: a node-agent never gives up on the cluster.
        informer.exceptionHandler((started, failure) -> {
            outage.report(failure);
            return true;
        });
        informer.start();
    }

    /** One that did not change is the same object in the next view, so that comparing views costs little. */
    private static List<PublishedObject> published(SharedIndexInformer<GenericKubernetesResource> informer) {
        return informer.getStore().list().stream()
                .map(PublishedStore::published)
                .sorted(Comparator.comparing(PublishedObject::name))
                .toList();
    }

    private Map<String, String> readPasswords() {
        Map<String, String> decoded = new HashMap<>();
        for (GenericKubernetesResource secret : passwords.getStore().list()) {
            if (secret.getAdditionalProperties().get("data") instanceof Map<?, ?> data) {
                data.forEach((key, value) -> decoded.put(String.valueOf(key), decode(String.valueOf(value))));
            }
        }
        return decoded;
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private final class Signal implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource added) {
            changes.release();
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            changes.release();
        }

        @Override
        public void onDelete(GenericKubernetesResource deleted, boolean stateUnknown) {
            changes.release();
        }

        @Override
        public void onList(String resourceVersion, boolean empty) {
            changes.release();
        }
    }
}
