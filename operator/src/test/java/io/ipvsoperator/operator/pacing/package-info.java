/** Tests of pacing. */
@NullMarked
package io.ipvsoperator.operator.pacing;

import org.jspecify.annotations.NullMarked;
