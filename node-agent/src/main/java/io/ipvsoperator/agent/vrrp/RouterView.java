package io.ipvsoperator.agent.vrrp;

import java.time.Instant;
import java.util.List;

/**
 * One virtual router as its thread sees it, for others to act upon.
 *
 * @param name of the VirtualRouter
 * @param state name of the machine's state
 * @param since wall clock, for people
 * @param ownsAddresses whether its addresses belong on the interface
 * @param problems that it meets on the segment
 */
public record RouterView(
        String name, String state, Instant since, int priority, boolean ownsAddresses, List<Problem> problems) {
    public RouterView {
        problems = List.copyOf(problems);
    }
}
