/**
 * What a director must find in order before it takes part. {@link io.ipvsoperator.agent.tracking.Timetable} and
 * {@link io.ipvsoperator.agent.tracking.History} decide and know neither clock nor socket; probes run in threads of their own, so
 * that one that hangs delays neither another nor anything else of the agent.
 */
@NullMarked
package io.ipvsoperator.agent.tracking;

import org.jspecify.annotations.NullMarked;
