package io.ipvsoperator.operator.placement;

import java.util.List;

/** The smallest change of one kind after which everything fits, or the statement that this kind has none. */
public sealed interface Remedy {

    String describe();

    /** @param percent of the demand as it is now that fits, of every unit alike */
    record LessDemand(int percent, String describe) implements Remedy {}

    /** @param added to what the director has to come to this capacity */
    record MoreCapacity(String director, Dimension dimension, long capacity, long added, String describe)
            implements Remedy {}

    /** One director more. */
    record AnotherDirector(Dimension dimension, long capacity, String describe) implements Remedy {}

    /** @param addresses how many more the group needs, its demand shared out evenly over all it then has */
    record MoreAddresses(String group, int addresses, String describe) implements Remedy {}

    /** @param identifiers of virtual routers, in each family */
    record MoreIdentifiers(int identifiers, String describe) implements Remedy {}

    /** @param toleratedFailures with which everything fits, the most of them */
    record FewerLosses(int toleratedFailures, String describe) implements Remedy {}

    /** @param units of which pins and allowed directors are in the way */
    record FewerTerms(List<String> units, String describe) implements Remedy {
        public FewerTerms {
            units = List.copyOf(units);
        }
    }

    /** No change of this kind is enough. */
    record NoneOfKind(String describe) implements Remedy {}
}
