package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of flips of conditions as Events, one Event for each object and reason with a count of how often. Events are
 * a courtesy: one that can't be written is logged and forgotten. Safe for use by many threads.
 */
public final class EventRecorder {
    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int MAXIMUM_REMEMBERED = 4096;
    private static final int MAXIMUM_NOTE_LENGTH = 1024;
    private static final String NAMESPACE_OF_CLUSTER_SCOPED = "default";

    private final ServerSideApply writer;
    private final InstantSource clock;
    private final Map<String, Series> series = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Series> eldest) {
            return size() > MAXIMUM_REMEMBERED;
        }
    };

    private record Series(Instant first, int count) {}

    public EventRecorder(ServerSideApply writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** One Event for each of the named conditions that has another status or reason than before. */
    public void tellFlips(
            HasMetadata about, @Nullable List<Condition> before, List<Condition> after, List<String> types) {
        for (Condition condition : after) {
            boolean flipped = Conditions.flipped(before, List.of(condition));
            boolean worthIt = before != null || Truth.FALSE.text().equals(condition.getStatus());
            if (types.contains(condition.getType()) && flipped && worthIt) {
                tell(about, condition);
            }
        }
    }

    /**
     * Something that went as it should.
     *
     * @param reason the same for all of its kind
     */
    public void tellNews(HasMetadata about, String reason, String message) {
        tell(
                about,
                new ConditionBuilder()
                        .withType("Plan")
                        .withStatus(Truth.TRUE.text())
                        .withReason(reason)
                        .withMessage(message)
                        .build());
    }

    private void tell(HasMetadata about, Condition condition) {
        String type = Truth.FALSE.text().equals(condition.getStatus()) ? "Warning" : "Normal";
        try {
            writer.apply(event(about, type, condition));
        } catch (KubernetesClientException failure) {
            log.atWarn()
                    .addKeyValue("object", about.getMetadata().getName())
                    .addKeyValue("reason", condition.getReason())
                    .addKeyValue("error", failure.getMessage())
                    .log("event not written");
        }
    }

    private Event event(HasMetadata about, String type, Condition condition) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String name = about.getMetadata().getName() + "."
                + condition.getReason().toLowerCase(Locale.ROOT) + "."
                + about.getMetadata().getUid().substring(0, 8);
        Series counted = count(about.getMetadata().getUid() + condition.getReason(), now);
        String namespace = about.getMetadata().getNamespace();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace == null ? NAMESPACE_OF_CLUSTER_SCOPED : namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(namespace)
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(condition.getReason())
                .withMessage(shortened(condition.getType() + ": " + condition.getMessage()))
                .withFirstTimestamp(counted.first().toString())
                .withLastTimestamp(now.toString())
                .withCount(counted.count())
                .withNewSource()
                .withComponent(ServerSideApply.FIELD_MANAGER)
                .endSource()
                .build();
    }

    private synchronized Series count(String key, Instant now) {
        Series before = series.get(key);
        Series after = before == null ? new Series(now, 1) : new Series(before.first(), before.count() + 1);
        series.put(key, after);
        return after;
    }

    private static String shortened(String message) {
        return message.length() <= MAXIMUM_NOTE_LENGTH ? message : message.substring(0, MAXIMUM_NOTE_LENGTH);
    }
}
