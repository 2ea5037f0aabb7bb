@NullMarked
package io.ipvsoperator.operator.plan.cluster;

import org.jspecify.annotations.NullMarked;
