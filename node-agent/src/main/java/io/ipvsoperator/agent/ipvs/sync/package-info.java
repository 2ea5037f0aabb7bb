/** The two daemons that keep connections of directors alike. */
@NullMarked
package io.ipvsoperator.agent.ipvs.sync;

import org.jspecify.annotations.NullMarked;
