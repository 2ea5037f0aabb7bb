package io.ipvsoperator.operator.placement;

/** Each family has its own virtual routers, and so its own identifiers. */
public enum AddressFamily {
    IPV4,
    IPV6
}
