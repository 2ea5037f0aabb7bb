/** What this node says of itself: observations of all parts, the report made of them, and the thread that publishes it. */
@NullMarked
package io.ipvsoperator.agent.status;

import org.jspecify.annotations.NullMarked;
