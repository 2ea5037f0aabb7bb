/** Tests of the placement: golden cases, an oracle that tries everything, properties. */
@NullMarked
package io.ipvsoperator.operator.placement;

import org.jspecify.annotations.NullMarked;
