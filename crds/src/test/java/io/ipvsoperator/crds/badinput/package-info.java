/** Wrong values, and what the API server says to them. */
@NullMarked
package io.ipvsoperator.crds.badinput;

import org.jspecify.annotations.NullMarked;
