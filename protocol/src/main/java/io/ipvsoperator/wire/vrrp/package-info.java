/** VRRPv2 (RFC 3768) and VRRPv3 (RFC 9568) over IPv4 and IPv6: what an advertisement says, how it is written, which ones are accepted. */
@NullMarked
package io.ipvsoperator.wire.vrrp;

import org.jspecify.annotations.NullMarked;
