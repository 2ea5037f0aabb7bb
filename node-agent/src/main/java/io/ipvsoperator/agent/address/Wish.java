package io.ipvsoperator.agent.address;

/**
 * One address that a router wants on this host.
 *
 * @param router name of the VirtualRouter
 * @param grant the router's count of announcements: another number is another claim
 * @param announced whether this host may tell the segment of it
 * @param alive false if the router's thread has been silent for longer than the lease's patience
 */
record Wish(String router, AddressTerms terms, boolean probed, long grant, boolean announced, boolean alive) {}
