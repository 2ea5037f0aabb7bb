package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Prefixes for the items that have none yet, around the others, which are not touched. */
final class Construction {
    private static final int FEW_ITEMS = 8;
    private static final int SOME_ITEMS = 64;
    private static final int MANY_ITEMS = 400;

    private final Space space;
    private final Instance instance;
    private final int[] begun;
    private final int[] open;
    private final Fraction bound;
    private final Optional<Packing.Outcome> packing;
    private final Effort effort;
    private final Steps steps;

    /** A draft as it came out, and the prefixes that it was made of. */
    private record Variant(Draft draft, Levelling levelling, Score score) {}

    /** @param begun of each item its prefix, or {@link Prefixes#NONE} for those that are open */
    Construction(
            Space space, int[] begun, Fraction bound, Optional<Packing.Outcome> packing, Effort effort, Steps steps) {
        this.space = space;
        this.begun = begun;
        this.bound = bound;
        this.packing = packing;
        this.effort = effort;
        this.steps = steps;
        instance = space.instance;
        open = space.open();
    }

    /** The lowest worst case, and among those near it the lowest peak of normal times. */
    Draft best() {
        List<Variant> variants = new ArrayList<>();
        if (open.length <= FEW_ITEMS || open.length < begun.length / 4) {
            variants.add(byPeak());
        }
        if (open.length > 1 && (open.length > FEW_ITEMS || open.length == begun.length)) {
            addByTemplates(variants);
            packing.flatMap(this::standby).ifPresent(variants::add);
        }
        variants.sort(Comparator.comparing(Variant::score));
        Variant best = variants.getFirst();
        Draft draft = best.draft();
        if (!effort.decide() || !draft.fits()) {
            shakeWorst(draft, best.levelling());
        }
        variants.set(0, variant(draft, best.levelling()));
        return effort.decide() ? draft : lowestNormal(variants);
    }

    private Variant byPeak() {
        Draft draft = new Draft(space, begun);
        int[] some = space.prefixes.numbersOfAll();
        new Fill(draft, steps).byPeak(some);
        return lowered(draft, levelling(some));
    }

    private void addByTemplates(List<Variant> variants) {
        boolean every = open.length <= SOME_ITEMS && space.prefixes.count() <= Space.SOME_PREFIXES;
        for (Templates templates : Templates.of(space, every)) {
            Draft draft = new Draft(space, begun);
            new Fill(draft, steps).byTargets(templates);
            Variant variant = lowered(draft, levelling(templates.prefixes()));
            variants.add(variant);
            if (steps.usedUp() || (open.length > MANY_ITEMS && isNearBound(variant))) {
                return;
            }
        }
    }

    private boolean isNearBound(Variant variant) {
        return variant.score().worst().compareTo(bound.raised(Levelling.TOLERANCE_PERCENT)) <= 0;
    }

    /** The largest director stands by for all others: with one loss nothing is better where it is the largest in every column. */
    private Optional<Variant> standby(Packing.Outcome packed) {
        if (instance.losses() > 1) {
            return Optional.empty();
        }
        List<Integer> behind = Templates.bySize(instance).subList(0, instance.losses());
        Draft draft = new Draft(space);
        for (int item = 0; item < packed.directors().size(); item++) {
            List<Integer> order = new ArrayList<>(List.of(packed.directors().get(item)));
            order.addAll(behind);
            int prefix = space.number(order);
            if (!space.permits(item, prefix) || !draft.admits(item, prefix)) {
                return Optional.empty();
            }
            draft.assign(item, prefix);
        }
        return Optional.of(lowered(draft, levelling(space.prefixes.numbersOfAll())));
    }

    private Variant lowered(Draft draft, Levelling levelling) {
        levelling.lowerWorst(draft, bound);
        return variant(draft, levelling);
    }

    private static Variant variant(Draft draft, Levelling levelling) {
        return new Variant(draft, levelling, Score.lowestWorst(draft));
    }

    private Levelling levelling(int[] some) {
        return new Levelling(space.openBySize(), some, steps);
    }

    private Draft lowestNormal(List<Variant> variants) {
        Score fewest = variants.getFirst().score();
        Fraction limit = Levelling.goodEnough(fewest.worst(), bound);
        Fraction normalBound = Bounds.divisible(instance).normal();
        List<Variant> near = variants.stream()
                .filter(variant -> variant.score().overloads().equals(fewest.overloads())
                        && variant.score().worst().compareTo(limit) <= 0)
                .toList();
        int rounds = rounds() / near.size();
        return near.stream()
                .map(variant -> {
                    variant.levelling().lowerNormal(variant.draft(), limit, normalBound);
                    shakeNormal(variant.draft(), variant.levelling(), limit, normalBound, rounds);
                    return new Variant(
                            variant.draft(), variant.levelling(), Score.lowestNormal(variant.draft(), limit));
                })
                .min(Comparator.comparing(Variant::score))
                .orElseThrow()
                .draft();
    }

    private void shakeWorst(Draft draft, Levelling levelling) {
        Score now = Score.lowestWorst(draft);
        Score enough = new Score(List.of(), now.moves(), now.reorders(), bound, Fraction.ZERO, 0);
        new Shake(space, open, steps)
                .run(draft, Score::lowestWorst, shaken -> levelling.lowerWorst(shaken, bound), enough, rounds());
    }

    private void shakeNormal(Draft draft, Levelling levelling, Fraction limit, Fraction normalBound, int rounds) {
        Score now = Score.lowestNormal(draft, limit);
        Score enough = new Score(List.of(), now.moves(), now.reorders(), Fraction.ZERO, normalBound, Long.MAX_VALUE);
        new Shake(space, open, steps)
                .run(
                        draft,
                        shaken -> Score.lowestNormal(shaken, limit),
                        shaken -> {
                            levelling.lowerWorst(shaken, limit);
                            levelling.lowerNormal(shaken, limit, normalBound);
                        },
                        enough,
                        rounds);
    }

    /** Fewer where each costs more; none where there are so many items that small steps get near enough. */
    private int rounds() {
        long step = (long) Math.min(space.prefixes.count(), 300) * Math.min(open.length, 48) * instance.ranks();
        return instance.items() > MANY_ITEMS || open.length < 2 ? 0 : Math.clamp(effort.shaken() / step, 4, 400);
    }
}
