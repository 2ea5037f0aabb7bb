package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Service;

/** A virtual service as the kernel lists it. The counters advance every two seconds. */
public record ObservedService(IpvsService service, Statistics statistics) {

    /** The message of a service dump. */
    public GenericMessage encode() {
        return IpvsFamily.message(
                IpvsFamily.Command.NEW_SERVICE,
                Attributes.none()
                        .with(IpvsFamily.SERVICE, service.encode().with(Service.STATS64, statistics.encode())));
    }

    public static ObservedService decode(GenericMessage message) {
        Attributes service = message.attributes().require(IpvsFamily.SERVICE);
        return new ObservedService(
                IpvsService.decode(service),
                service.find(Service.STATS64).map(Statistics::decode).orElse(Statistics.NONE));
    }
}
