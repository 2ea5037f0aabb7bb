/** What a process in a pod needs: configuration, leadership, probes. */
@NullMarked
package io.ipvsoperator.operator.process;

import org.jspecify.annotations.NullMarked;
