/** IPv4 headers (RFC 791). */
@NullMarked
package io.ipvsoperator.wire.ip;

import org.jspecify.annotations.NullMarked;
