/** The objects of a cluster, from its API server or from files, and what may be changed in a thought experiment. */
@NullMarked
package io.ipvsoperator.operator.plan.cluster;

import org.jspecify.annotations.NullMarked;
