/**
 * What this node's IPVS table should hold, what it holds, and the least that has to be done about it. Pure: values in, values out.
 *
 * <p>A {@link io.ipvsoperator.agent.ipvs.table.DesiredTable} meets the kernel's
 * {@link io.ipvsoperator.agent.ipvs.table.IpvsTable} in {@link io.ipvsoperator.agent.ipvs.table.TableDifference}, which answers with
 * an ordered list of {@link io.ipvsoperator.agent.ipvs.table.Change}s.
 */
@NullMarked
package io.ipvsoperator.agent.ipvs.table;

import org.jspecify.annotations.NullMarked;
