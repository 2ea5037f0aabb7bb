/** Placements as text for people and as JSON. */
@NullMarked
package io.ipvsoperator.operator.plan.report;

import org.jspecify.annotations.NullMarked;
