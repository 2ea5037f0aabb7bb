/** Stand-ins for what surrounds the operator in tests against a real API server. */
@NullMarked
package io.ipvsoperator.operator.testing;

import org.jspecify.annotations.NullMarked;
