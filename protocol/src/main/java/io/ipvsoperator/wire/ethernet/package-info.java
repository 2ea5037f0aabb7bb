/** Ethernet II headers. */
@NullMarked
package io.ipvsoperator.wire.ethernet;

import org.jspecify.annotations.NullMarked;
