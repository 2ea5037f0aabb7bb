@NullMarked
package io.ipvsoperator.operator.endpoints;

import org.jspecify.annotations.NullMarked;
