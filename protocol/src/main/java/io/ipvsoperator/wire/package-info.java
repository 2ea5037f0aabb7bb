/** Big-endian wire formats: the parts that every packet codec shares. No codec below this package does I/O. */
@NullMarked
package io.ipvsoperator.wire;

import org.jspecify.annotations.NullMarked;
