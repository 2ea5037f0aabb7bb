/** The network interfaces of this host: which are there, which can send, and which addresses are the node's own. */
@NullMarked
package io.ipvsoperator.agent.link;

import org.jspecify.annotations.NullMarked;
