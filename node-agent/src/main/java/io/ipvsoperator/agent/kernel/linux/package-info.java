/**
 * The adapters to Linux: system calls through jnr-ffi, and the files under /proc/sys. No decision is made here. The only package
 * that knows jnr-ffi.
 */
@NullMarked
package io.ipvsoperator.agent.kernel.linux;

import org.jspecify.annotations.NullMarked;
