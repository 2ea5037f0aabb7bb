/** What becomes of established connections when directors come and go, on a real kernel. */
@NullMarked
package io.ipvsoperator.agent.ipvs.continuity;

import org.jspecify.annotations.NullMarked;
