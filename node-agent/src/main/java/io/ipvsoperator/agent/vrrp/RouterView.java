package io.ipvsoperator.agent.vrrp;

import java.time.Instant;

/**
 * One virtual router as its thread sees it, for others to act upon.
 *
 * @param name of the VirtualRouter
 * @param state name of the machine's state
 * @param since wall clock, for people
 * @param ownsAddresses whether its addresses belong on the interface
 */
public record RouterView(String name, String state, Instant since, int priority, boolean ownsAddresses) {}
