/** A kernel without effects, on which an agent that starts rehearses what must be quick the first time it is needed. */
@NullMarked
package io.ipvsoperator.agent.rehearsal;

import org.jspecify.annotations.NullMarked;
