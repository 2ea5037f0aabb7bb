/** One RealServer for every Node, for as long as the Node is there. */
@NullMarked
package io.ipvsoperator.operator.realserver;

import org.jspecify.annotations.NullMarked;
