/** Rules of the packet filter that belong to virtual addresses. */
@NullMarked
package io.ipvsoperator.agent.filter;

import org.jspecify.annotations.NullMarked;
