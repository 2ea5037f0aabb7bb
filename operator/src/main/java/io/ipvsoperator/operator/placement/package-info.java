/**
 * Which director announces what and who takes over: values in, values out. Nothing here knows Kubernetes, a clock or a thread.
 *
 * <p>{@link io.ipvsoperator.operator.placement.Placer} decides, {@link io.ipvsoperator.operator.placement.Sizing} says how
 * many addresses a demand needs. The arithmetic is in {@code search}.
 */
@NullMarked
package io.ipvsoperator.operator.placement;

import org.jspecify.annotations.NullMarked;
