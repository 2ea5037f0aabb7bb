/**
 * VRRP on this node's interfaces: one thread each, which does nothing but wait, ask the machine, and send. Whatever takes time,
 * such as addresses, is told to others by publishing a state.
 */
@NullMarked
package io.ipvsoperator.agent.vrrp;

import org.jspecify.annotations.NullMarked;
