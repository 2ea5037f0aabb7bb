package io.ipvsoperator.agent;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Sysctls;

/** What the data plane needs of this host's kernel. */
record KernelPorts(KernelSockets sockets, Sysctls sysctls, MonotonicClock clock, Scheduling scheduling) {}
