package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DirectorNewsTest {
    private static DirectorNews news(Director before, Director after) {
        return new DirectorNews(before, after);
    }

    private static Director applied(long version) {
        return Given.director("d1", "10.9.0.11", version);
    }

    private static ForwardingTable table(String name, long version) {
        return Given.table("""
                metadata: {name: %s, resourceVersion: "%d"}
                """.formatted(name, version));
    }

    private static VirtualRouter router(long version) {
        return Given.router("""
                metadata: {name: edge-33-v4, resourceVersion: "%d"}
                """.formatted(version));
    }

    @Test
    void an_acknowledgement_concerns_what_is_acknowledged_by_it() {
        DirectorNews news = news(applied(10), applied(20));

        assertThat(news.concernEveryService()).isFalse();
        assertThat(news.concern(table("vs-a", 20))).isTrue();
        assertThat(news.concern(router(11))).isTrue();
    }

    @Test
    void an_acknowledgement_does_not_concern_what_was_acknowledged_before_or_is_not_yet() {
        DirectorNews news = news(applied(10), applied(20));

        assertThat(news.concern(table("vs-a", 10))).isFalse();
        assertThat(news.concern(table("vs-a", 21))).isFalse();
    }

    @Test
    void a_count_of_connections_concerns_the_table_that_drains() {
        DirectorNews news = news(draining(applied(10), 7), draining(applied(10), 6));

        assertThat(news.concernEveryService()).isFalse();
        assertThat(news.concern(table("vs-a", 5))).isTrue();
        assertThat(news.concern(table("vs-b", 5))).isFalse();
    }

    @Test
    void the_health_of_backends_concerns_their_table() {
        DirectorNews news = news(checking(applied(10), 3), checking(applied(10), 2));

        assertThat(news.concernEveryService()).isFalse();
        assertThat(news.concern(table("vs-a", 5))).isTrue();
        assertThat(news.concern(table("vs-b", 5))).isFalse();
    }

    @Test
    void that_many_backends_fail_concerns_their_tables_alone() {
        Director panicking = Given.finding(checking(applied(10), 2), "BackendsAnswer", "PanicThresholdExceeded");

        assertThat(news(checking(applied(10), 3), panicking).concernEveryService())
                .isFalse();
    }

    @Test
    void a_condition_of_the_director_itself_concerns_every_service() {
        assertThat(news(applied(10), Given.finding(applied(10), "KernelReady", "KernelRefused"))
                        .concernEveryService())
                .isTrue();
    }

    @Test
    void an_agent_that_has_started_anew_concerns_every_service() {
        assertThat(news(applied(10), restarted(applied(10))).concernEveryService())
                .isTrue();
    }

    @Test
    void another_address_of_its_node_concerns_every_service() {
        assertThat(news(applied(10), Given.having(applied(10), "10.9.0.99/24")).concernEveryService())
                .isTrue();
    }

    private static Director draining(Director director, long connections) {
        return Given.saying(director, "draining", List.of(new DirectorStatus.Draining("vs-a", connections)));
    }

    private static Director checking(Director director, int ready) {
        return Given.saying(
                director,
                "health",
                new DirectorStatus.Health(
                        List.of(new DirectorStatus.TableHealth("vs-a", ready, 3, null)),
                        new DirectorStatus.FailingBackends(0, List.of())));
    }

    private static Director restarted(Director director) {
        return Given.saying(
                director,
                "applied",
                Objects.requireNonNull(director.getStatus().applied()).stream()
                        .map(applied -> new DirectorStatus.Applied(applied.resource(), applied.resourceVersion(), "b"))
                        .toList());
    }
}
