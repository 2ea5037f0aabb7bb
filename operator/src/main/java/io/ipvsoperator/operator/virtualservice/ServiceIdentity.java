package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.time.Instant;

/** Which service, and since when: the older one wins a contest. */
public record ServiceIdentity(String uid, String namespace, String name, Instant created) {

    public static ServiceIdentity of(VirtualService service) {
        return new ServiceIdentity(
                service.getMetadata().getUid(),
                service.getMetadata().getNamespace(),
                service.getMetadata().getName(),
                Instant.parse(service.getMetadata().getCreationTimestamp()));
    }

    /** For messages. */
    public String title() {
        return namespace + "/" + name;
    }
}
