/** Problems of placement as files, JSON or YAML. */
@NullMarked
package io.ipvsoperator.operator.plan.problem;

import org.jspecify.annotations.NullMarked;
