package io.ipvsoperator.agent.cluster;

import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.ObjectKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the cluster says. One thread asks. */
interface ViewSource {
    /** Returns true as soon as something has changed, false when the time is up. A change may show before its version does. */
    boolean awaitChange(Duration patience) throws InterruptedException;

    /** Up to where everything is known: it is different whenever the view is. Empty until every kind was listed once. */
    Map<ObjectKind, String> versions();

    /** Empty until every kind was listed once. */
    Optional<ClusterView> view();
}
