/** Our router and keepalived measured side by side on one kernel: how soon a successor speaks, and what that costs. */
@NullMarked
package io.ipvsoperator.agent.benchmark;

import org.jspecify.annotations.NullMarked;
