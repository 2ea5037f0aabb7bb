/**
 * The installed product on a whole cluster, as a user sees it: kubectl, a client, the kernels of the nodes. One suite for
 * every {@link io.ipvsoperator.operator.endtoend.ClusterOfDirectors}.
 */
@NullMarked
package io.ipvsoperator.operator.endtoend;

import org.jspecify.annotations.NullMarked;
