package io.ipvsoperator.agent.vrrp;

class Ipv6VirtualMacKernelIT extends VirtualMacContract {
    Ipv6VirtualMacKernelIT() {
        super(Dialect.V3_IPV6);
    }
}
