/**
 * Which address and which virtual router identifier belongs to whom: values in, values out. Nothing here knows Kubernetes or a
 * clock.
 */
@NullMarked
package io.ipvsoperator.operator.allocation;

import org.jspecify.annotations.NullMarked;
