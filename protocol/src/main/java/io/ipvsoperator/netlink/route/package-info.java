/** rtnetlink: links and addresses of network interfaces, and the events about them. */
@NullMarked
package io.ipvsoperator.netlink.route;

import org.jspecify.annotations.NullMarked;
