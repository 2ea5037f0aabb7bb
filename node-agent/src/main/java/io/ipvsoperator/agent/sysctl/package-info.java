/** Kernel settings of the node's roles, with their originals recorded and put back. */
@NullMarked
package io.ipvsoperator.agent.sysctl;

import org.jspecify.annotations.NullMarked;
