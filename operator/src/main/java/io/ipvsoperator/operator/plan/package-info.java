/**
 * {@code ipvs-plan}: looks at a placement, asks what would be if, and solves problems from files. It changes nothing.
 *
 * <p>The commands are here; {@code problem} reads and writes problems as files, {@code cluster} reads objects from a cluster or
 * from files, {@code report} turns answers into text and JSON.
 */
@NullMarked
package io.ipvsoperator.operator.plan;

import org.jspecify.annotations.NullMarked;
