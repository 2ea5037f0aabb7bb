package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    static Stream<Class<?>> parts() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackagesOf(ApiGroup.class)
                        .stream()
                        .filter(JavaClass::isRecord)
                        .map(JavaClass::reflect);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void ignores_a_field_of_a_newer_version(Class<?> part) {
        assertThatCode(() -> serialization.unmarshal("{\"fieldOfANewerVersion\": {\"a\": 1}}", part))
                .doesNotThrowAnyException();
    }

    @Test
    void does_not_write_what_is_absent() {
        assertThat(serialization.asJson(new DirectorSpec(true, null))).isEqualTo("{\"maintenance\":true}");
    }

    @Test
    void an_enumeration_value_of_a_newer_version_can_be_read() {
        var service = serialization.unmarshal("""
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: web, namespace: default}
                spec: {scheduler: {name: newest, flags: [newest-flag]}, forwarding: {method: Teleport}}
                """, VirtualService.class);
        assertThat(service.getSpec().forwarding().method()).isEqualTo("Teleport");
    }
}
