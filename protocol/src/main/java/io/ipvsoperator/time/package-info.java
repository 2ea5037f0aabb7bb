/** Monotonic time as a value: nothing here reads a clock. */
@NullMarked
package io.ipvsoperator.time;

import org.jspecify.annotations.NullMarked;
