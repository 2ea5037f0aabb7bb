/** This node's part of the IPVS table: read, compared with the plan, written, and read again now and then. */
@NullMarked
package io.ipvsoperator.agent.ipvs;

import org.jspecify.annotations.NullMarked;
