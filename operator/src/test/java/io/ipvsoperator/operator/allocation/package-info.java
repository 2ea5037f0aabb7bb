/** Tests of the allocation. */
@NullMarked
package io.ipvsoperator.operator.allocation;

import org.jspecify.annotations.NullMarked;
