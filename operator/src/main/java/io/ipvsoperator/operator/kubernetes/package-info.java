/** What every reconciler needs of Kubernetes: caches, server-side apply, conditions, events. Knows no kind's rules. */
@NullMarked
package io.ipvsoperator.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
