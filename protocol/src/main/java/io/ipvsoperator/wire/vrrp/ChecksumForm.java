package io.ipvsoperator.wire.vrrp;

/**
 * What the checksum of a VRRPv3 message over IPv4 covers. RFC 9568 section 5.2.8 says the message alone; RFC 5798 was
 * read to include a pseudo-header, and keepalived sends and demands that.
 */
public enum ChecksumForm {
    MESSAGE_ONLY,
    PSEUDO_HEADER
}
