/** What this node must remember about its own kernel across a restart of the agent, and forget with the next boot. */
@NullMarked
package io.ipvsoperator.agent.record;

import org.jspecify.annotations.NullMarked;
