/** What directors measured, beside what was declared. Pure. It is advice: nothing here moves or refuses anything. */
@NullMarked
package io.ipvsoperator.operator.demand;

import org.jspecify.annotations.NullMarked;
