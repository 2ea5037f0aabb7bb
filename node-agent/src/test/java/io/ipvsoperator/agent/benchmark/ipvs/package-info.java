/** What programming IPVS costs: our agent, ipvsadm and keepalived side by side on one kernel. */
@NullMarked
package io.ipvsoperator.agent.benchmark.ipvs;

import org.jspecify.annotations.NullMarked;
