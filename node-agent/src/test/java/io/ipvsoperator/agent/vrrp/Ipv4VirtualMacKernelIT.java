package io.ipvsoperator.agent.vrrp;

class Ipv4VirtualMacKernelIT extends VirtualMacContract {
    Ipv4VirtualMacKernelIT() {
        super(Dialect.V3_IPV4);
    }
}
