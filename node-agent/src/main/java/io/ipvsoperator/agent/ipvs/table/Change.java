package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.generic.GenericRequest;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;

/** One write to the kernel's table: one netlink message. */
public sealed interface Change {
    ServiceKey service();

    GenericRequest request();

    record AddService(IpvsService wanted) implements Change {
        @Override
        public ServiceKey service() {
            return wanted.key();
        }

        @Override
        public GenericRequest request() {
            return new IpvsCommand.NewService(wanted).request();
        }
    }

    /** Connections and destinations stay. */
    record SetService(IpvsService wanted) implements Change {
        @Override
        public ServiceKey service() {
            return wanted.key();
        }

        @Override
        public GenericRequest request() {
            return new IpvsCommand.SetService(wanted).request();
        }
    }

    /** Its destinations go with it. */
    record RemoveService(ServiceKey service) implements Change {
        @Override
        public GenericRequest request() {
            return new IpvsCommand.DeleteService(service).request();
        }
    }

    record AddDestination(ServiceKey service, IpvsDestination wanted) implements Change {
        @Override
        public GenericRequest request() {
            return new IpvsCommand.NewDestination(service, wanted).request();
        }
    }

    /** Connections stay. */
    record SetDestination(ServiceKey service, IpvsDestination wanted) implements Change {
        @Override
        public GenericRequest request() {
            return new IpvsCommand.SetDestination(service, wanted).request();
        }
    }

    record RemoveDestination(ServiceKey service, DestinationKey destination) implements Change {
        @Override
        public GenericRequest request() {
            return new IpvsCommand.DeleteDestination(service, destination).request();
        }
    }
}
