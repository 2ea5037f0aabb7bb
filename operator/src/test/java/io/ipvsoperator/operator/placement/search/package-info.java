@NullMarked
package io.ipvsoperator.operator.placement.search;

import org.jspecify.annotations.NullMarked;
