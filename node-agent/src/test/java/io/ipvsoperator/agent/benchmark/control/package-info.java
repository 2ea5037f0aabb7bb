/** An agent between a real API server and a kernel in memory, for {@code make bench-control}. */
@NullMarked
package io.ipvsoperator.agent.benchmark.control;

import org.jspecify.annotations.NullMarked;
