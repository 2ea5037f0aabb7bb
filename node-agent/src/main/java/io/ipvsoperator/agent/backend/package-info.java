/**
 * Whether the backends of the tables answer, and what their weights come to. {@link io.ipvsoperator.agent.backend.CheckedTables}
 * decides and knows neither clock nor socket.
 */
@NullMarked
package io.ipvsoperator.agent.backend;

import org.jspecify.annotations.NullMarked;
