/**
 * What goes through this director, by the counters of IPVS: how much of it is served for whom, now and at most. Pure but for
 * {@link io.ipvsoperator.agent.demand.DemandWatch}: counters and times in, rates out.
 */
@NullMarked
package io.ipvsoperator.agent.demand;

import org.jspecify.annotations.NullMarked;
