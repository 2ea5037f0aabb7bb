/** Telling the segment who has an address, and asking it whether somebody else has. */
@NullMarked
package io.ipvsoperator.agent.announce;

import org.jspecify.annotations.NullMarked;
