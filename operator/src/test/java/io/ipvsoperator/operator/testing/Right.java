package io.ipvsoperator.operator.testing;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What RBAC grants or refuses as one.
 *
 * @param group empty for the core API
 * @param resource in the plural, with its subresource behind a slash
 * @param verb RBAC's
 */
public record Right(String group, String resource, String verb) implements Comparable<Right> {
    /** All that the rules grant, whatever the names to which they restrict it. */
    public static Stream<Right> grantedBy(List<PolicyRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream()
                                .flatMap(resource ->
                                        rule.getVerbs().stream().map(verb -> new Right(group, resource, verb)))));
    }

    @Override
    public int compareTo(Right other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}
