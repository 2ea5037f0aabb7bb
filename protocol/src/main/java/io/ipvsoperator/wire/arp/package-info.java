/** ARP for IPv4 over Ethernet (RFC 826), gratuitous requests and probes (RFC 5227). */
@NullMarked
package io.ipvsoperator.wire.arp;

import org.jspecify.annotations.NullMarked;
