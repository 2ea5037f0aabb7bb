/** The searches for a placement, over numbers instead of names. All arithmetic that decides is exact. */
@NullMarked
package io.ipvsoperator.operator.placement.search;

import org.jspecify.annotations.NullMarked;
