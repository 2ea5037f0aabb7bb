/** {@code make bench-placement}: what the search costs and how near it comes, beside simpler rules. */
@NullMarked
package io.ipvsoperator.operator.placement.benchmark;

import org.jspecify.annotations.NullMarked;
