@NullMarked
package io.ipvsoperator.operator.loadbalancer;

import org.jspecify.annotations.NullMarked;
