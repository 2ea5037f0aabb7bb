package io.ipvsoperator.agent.address;

/**
 * @param router name of the VirtualRouter
 * @param up the router owns addresses
 */
record DeviceWish(String router, VirtualDevice device, boolean up) {}
