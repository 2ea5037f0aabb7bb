/** The headers of IPv4 (RFC 791) and IPv6 (RFC 8200). */
@NullMarked
package io.ipvsoperator.wire.ip;

import org.jspecify.annotations.NullMarked;
