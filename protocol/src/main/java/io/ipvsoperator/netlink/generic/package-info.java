/** Generic netlink: the header its families share, and the controller that knows their numbers. */
@NullMarked
package io.ipvsoperator.netlink.generic;

import org.jspecify.annotations.NullMarked;
