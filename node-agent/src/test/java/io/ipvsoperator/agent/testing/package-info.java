/** What tests on a real kernel share: a segment of hosts in network namespaces, programs, and waiting. */
@NullMarked
package io.ipvsoperator.agent.testing;

import org.jspecify.annotations.NullMarked;
