@NullMarked
package io.ipvsoperator.operator.plan.problem;

import org.jspecify.annotations.NullMarked;
