/**
 * What must happen before what. {@link io.ipvsoperator.agent.coordination.Situation} is all that is known,
 * {@link io.ipvsoperator.agent.coordination.Decision} makes orders of it, and a thread hands these on.
 */
@NullMarked
package io.ipvsoperator.agent.coordination;

import org.jspecify.annotations.NullMarked;
