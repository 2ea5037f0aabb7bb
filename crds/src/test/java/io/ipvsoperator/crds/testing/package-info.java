/** A real API server for integration tests, also of other modules: see {@link io.ipvsoperator.crds.testing.ApiServer}. */
@NullMarked
package io.ipvsoperator.crds.testing;

import org.jspecify.annotations.NullMarked;
