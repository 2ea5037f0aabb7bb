package io.ipvsoperator.vrrp;

import java.util.List;

/** The answer of the machine to one event: where it is now, and what to do in this order. */
public record Step(State next, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(State next, Effect... effects) {
        return new Step(next, List.of(effects));
    }
}
