/** Talking netlink over a transport: sequence numbers, acknowledgements, dumps and the numbers of generic families. */
@NullMarked
package io.ipvsoperator.agent.netlink;

import org.jspecify.annotations.NullMarked;
