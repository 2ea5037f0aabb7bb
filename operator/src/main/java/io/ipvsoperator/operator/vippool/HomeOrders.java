package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order that a unit goes back to. It is the one that was planned last while every director that it names could serve: what
 * is changed because one of them is out, or gone, is changed for as long as that lasts. With fail-back Never nothing goes back,
 * and it is the planned order always; it then leads moves to their end that a plan began.
 */
final class HomeOrders {
    private final boolean neverBack;
    private final Set<String> available;
    private final Target target;
    private final Map<String, List<String>> standing;

    /** @param standing orders before the plan */
    HomeOrders(ValidPool pool, Target target, Map<String, List<String>> standing) {
        neverBack = pool.failsBackNever();
        available = pool.directors().stream()
                .filter(Director::available)
                .map(Director::name)
                .collect(Collectors.toSet());
        this.target = target;
        this.standing = standing;
    }

    List<String> of(Unit unit) {
        List<String> planned = target.orders().getOrDefault(unit.name(), unit.order());
        boolean changed = !planned.equals(standing.get(unit.name()));
        List<String> home = unit.home().isEmpty() ? unit.order() : unit.home();
        boolean forGood = target.rebalanced() || available.containsAll(home);
        return neverBack || home.isEmpty() || (changed && forGood) ? planned : home;
    }
}
