/**
 * The ports to the kernel, each as thin as a system call. Nothing here speaks of VIPs, services or Kubernetes; the adapters are
 * in {@code kernel.linux}, tests stand in with fakes that interpret the same bytes.
 */
@NullMarked
package io.ipvsoperator.agent.kernel;

import org.jspecify.annotations.NullMarked;
