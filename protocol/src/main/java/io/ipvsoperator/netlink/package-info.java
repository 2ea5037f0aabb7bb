/**
 * Netlink messages as values: bytes in, bytes out, no socket. One declaration of an attribute serves both directions, and the
 * byte order lives in its {@link io.ipvsoperator.netlink.Form} alone.
 *
 * <p>Sub-packages hold one family each and read like the kernel's header: {@code generic}, {@code ipvs}, {@code route}.
 */
@NullMarked
package io.ipvsoperator.netlink;

import org.jspecify.annotations.NullMarked;
