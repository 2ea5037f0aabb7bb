/** What a director must find in order before it takes part, and what it means for its routers when it does not. */
@NullMarked
package io.ipvsoperator.agent.tracking;

import org.jspecify.annotations.NullMarked;
