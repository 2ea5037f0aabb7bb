/** Services of type LoadBalancer: who triggers them, what is reported on them. They compile straight to tables, as VirtualServices do. */
@NullMarked
package io.ipvsoperator.operator.loadbalancer;

import org.jspecify.annotations.NullMarked;
