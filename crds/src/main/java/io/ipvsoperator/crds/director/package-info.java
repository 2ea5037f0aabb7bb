/** Director: one node of the load-balancer tier. Spec by people, status by its node-agent, Available by the operator. */
@NullMarked
package io.ipvsoperator.crds.director;

import org.jspecify.annotations.NullMarked;
