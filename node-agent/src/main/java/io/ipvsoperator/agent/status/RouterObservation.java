package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.vrrp.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One virtual router as it stands on this node.
 *
 * @param name of the VirtualRouter
 * @param state name of the state of RFC 9568, or HandingOver or Fault
 * @param since wall clock, for people
 * @param priority in force; 0 when it takes no part
 * @param warnings what was made to fit, such as a password that was cut
 * @param reason why it takes no part, if so
 * @param problems what VRRP meets on the segment, or lacks there
 */
public record RouterObservation(
        String name,
        String state,
        Instant since,
        int priority,
        List<String> warnings,
        Optional<String> reason,
        List<Problem> problems) {
    public RouterObservation {
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }
}
