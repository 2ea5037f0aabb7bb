package io.ipvsoperator.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command lines for kind and Docker. What these do with them no machine of the project shows. */
class KindClusterTest {
    private static final String NETWORKS = "docker network inspect";

    private final RecordedCommands docker = new RecordedCommands(
            Map.of(NETWORKS, """
            [{"Subnet":"fc00:f853:ccd:e793::/64"},{"Subnet":"172.18.0.0/16","Gateway":"172.18.0.1"}]
            """, "docker inspect", "sha256:0123\n", "kind get kubeconfig", "apiVersion: v1\n"));

    @Test
    void the_suite_takes_the_end_of_the_Docker_network() {
        try (KindCluster kind = KindCluster.open(docker)) {
            assertThat(kind.segment().network()).isEqualTo("172.18.0.0/16");
            assertThat(kind.segment().addresses()).isEqualTo("172.18.255.200-172.18.255.209");
        }
    }

    @Test
    void a_Docker_network_that_is_too_small_is_refused_with_what_to_do() {
        var small = new RecordedCommands(Map.of(NETWORKS, "[{\"Subnet\":\"172.18.0.0/26\"}]"));
        assertThatThrownBy(() -> KindCluster.open(small))
                .hasMessage("Docker network kind is 172.18.0.0/26 and must have a prefix of at most /25,"
                        + " or its end is not free: delete it, and kind makes a larger one");
    }

    @Test
    void the_client_is_a_container_beside_the_nodes_of_their_image_and_goes_when_the_cluster_is_closed() {
        KindCluster kind = KindCluster.open(docker);
        assertThat(docker.commands())
                .contains("docker run --detach --name ipvs-operator-client --network kind --entrypoint sleep"
                        + " sha256:0123 infinity");
        docker.forget();
        kind.close();
        assertThat(docker.commands()).contains("docker rm --force ipvs-operator-client");
    }

    @Test
    void the_web_servers_of_the_example_run_without_its_VirtualService() {
        KindCluster kind = KindCluster.open(docker);
        List<String> commands = docker.commands();
        kind.close();
        assertThat(commands.stream().filter(command -> command.endsWith("apply --filename -")))
                .hasSize(2);
    }

    @Test
    void power_is_the_life_of_a_container() {
        try (KindCluster kind = KindCluster.open(docker)) {
            docker.forget();
            kind.powerOff("ipvs-operator-worker");
            kind.powerOn("ipvs-operator-worker");
            assertThat(docker.commands())
                    .containsExactly("docker kill ipvs-operator-worker", "docker start ipvs-operator-worker");
        }
    }

    @Test
    void commands_of_a_node_and_of_the_client_run_in_their_containers() {
        try (KindCluster kind = KindCluster.open(docker)) {
            docker.forget();
            kind.onNode("ipvs-operator-worker2", List.of("cat", "/proc/net/ip_vs"));
            kind.onClient(List.of("curl", "http://172.18.255.200:8080/hostname"));
            assertThat(docker.commands())
                    .containsExactly(
                            "docker exec ipvs-operator-worker2 cat /proc/net/ip_vs",
                            "docker exec ipvs-operator-client curl http://172.18.255.200:8080/hostname");
        }
    }
}
