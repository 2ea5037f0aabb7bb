/** Composition root of the operator: puts the reconcilers together and decides nothing. */
@NullMarked
package io.ipvsoperator.operator;

import org.jspecify.annotations.NullMarked;
