/**
 * Asks the outside again and again, and judges what it answers. {@link io.ipvsoperator.agent.probe.Timetable} and
 * {@link io.ipvsoperator.agent.probe.History} decide and know neither clock nor socket; probes run in threads of their own, so
 * that one that hangs delays neither another nor anything else of the agent.
 */
@NullMarked
package io.ipvsoperator.agent.probe;

import org.jspecify.annotations.NullMarked;
