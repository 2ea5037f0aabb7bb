/** When a planned change may be published: one move at a time, each verified before the next. Values in, values out. */
@NullMarked
package io.ipvsoperator.operator.pacing;

import org.jspecify.annotations.NullMarked;
