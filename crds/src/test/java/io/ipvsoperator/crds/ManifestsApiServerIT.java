package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.testing.Kubectl;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final Kubectl kubectl = new Kubectl();

    @Test
    void kubectl_applies_the_manifests_and_a_second_time_changes_nothing() throws IOException, InterruptedException {
        kubectl.run("apply", "-f", "manifests");
        assertThat(kubectl.run("apply", "-f", "manifests").lines().filter(line -> line.startsWith("customresource")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).endsWith("unchanged"));
    }

    @Test
    void kubectl_applies_the_manifests_server_side_and_a_second_time_changes_nothing()
            throws IOException, InterruptedException {
        serverSideApply();
        String before = versions();
        serverSideApply();
        assertThat(versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vippools.spec.vrrp.failback.delay",
                "virtualservices.ipvs-operator.io.spec.backends.endpoints.weight",
                "directors.status.failures.items.message",
                "virtualrouters.spec.members.priority",
                "forwardingtables.spec.services.persistence.timeoutSeconds",
                "realservers.status.addresses"
            })
    void kubectl_explains_fields(String field) throws IOException, InterruptedException {
        assertThat(kubectl.run("explain", field)).contains("DESCRIPTION:").doesNotContain("<empty>");
    }

    @Test
    void people_list_what_they_write_by_the_category_ipvs() throws IOException, InterruptedException {
        assertThat(namesIn("ipvs"))
                .contains("vippools.ipvs-operator.io", "virtualservices.ipvs-operator.io", "directors.ipvs-operator.io")
                .doesNotContain("forwardingtables.ipvs-operator.io");
    }

    @Test
    void internal_kinds_have_a_category_of_their_own() throws IOException, InterruptedException {
        assertThat(namesIn("ipvs-internal"))
                .contains(
                        "virtualrouters.ipvs-operator.io",
                        "forwardingtables.ipvs-operator.io",
                        "realservers.ipvs-operator.io");
    }

    private String namesIn(String category) throws IOException, InterruptedException {
        return kubectl.run("api-resources", "--categories=" + category, "-o", "name");
    }

    private void serverSideApply() throws IOException, InterruptedException {
        kubectl.run("apply", "--server-side", "--force-conflicts", "-f", "manifests");
    }

    private String versions() throws IOException, InterruptedException {
        return kubectl.run("get", "-f", "manifests", "-o", "jsonpath={.items[*].metadata.resourceVersion}");
    }
}
