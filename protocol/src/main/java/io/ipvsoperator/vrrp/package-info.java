/** The VRRP state machine (RFC 9568 section 6.4, RFC 3768 section 6.4) as a total function: no clock, no socket, no thread. */
@NullMarked
package io.ipvsoperator.vrrp;

import org.jspecify.annotations.NullMarked;
