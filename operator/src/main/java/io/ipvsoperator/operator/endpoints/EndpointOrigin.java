package io.ipvsoperator.operator.endpoints;

/** Whose word an endpoint is. */
public sealed interface EndpointOrigin {

    /** The kubelet's: a Pod of the Service's namespace has the address. */
    record OfPod(String pod) implements EndpointOrigin {}

    /** Only that of whoever wrote the slice, which everybody with rights in the namespace may do. */
    record OnlyWritten(String slice) implements EndpointOrigin {}
}
