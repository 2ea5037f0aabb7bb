/** Who of the directors is alive, and what they have acknowledged. */
@NullMarked
package io.ipvsoperator.operator.director;

import org.jspecify.annotations.NullMarked;
