/** The kernel of this host as one program: settings, packet filter, IPVS, sync daemons and the real-server role, in their order. */
@NullMarked
package io.ipvsoperator.agent.host;

import org.jspecify.annotations.NullMarked;
