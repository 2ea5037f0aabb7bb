@NullMarked
package io.ipvsoperator.operator.plan;

import org.jspecify.annotations.NullMarked;
