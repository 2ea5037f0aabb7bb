/** What is said of addresses everywhere: nothing here knows pools, placement or Kubernetes. */
@NullMarked
package io.ipvsoperator.operator.address;

import org.jspecify.annotations.NullMarked;
