/** Neighbor Discovery for IPv6 (RFC 4861): who has an address, and who says so unasked. */
@NullMarked
package io.ipvsoperator.wire.ndp;

import org.jspecify.annotations.NullMarked;
