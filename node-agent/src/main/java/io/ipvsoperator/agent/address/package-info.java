/** Which virtual addresses this host has: level-triggered, on leases that run out by the kernel's clock. */
@NullMarked
package io.ipvsoperator.agent.address;

import org.jspecify.annotations.NullMarked;
