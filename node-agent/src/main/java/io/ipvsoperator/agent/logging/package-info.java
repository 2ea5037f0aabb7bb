/** What keeps the log readable when something goes on and on. */
@NullMarked
package io.ipvsoperator.agent.logging;

import org.jspecify.annotations.NullMarked;
