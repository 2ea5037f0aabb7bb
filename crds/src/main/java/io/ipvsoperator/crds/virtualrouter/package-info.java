/** VirtualRouter: a VRID in one family, the addresses that move together, and who takes over in which order. Internal. */
@NullMarked
package io.ipvsoperator.crds.virtualrouter;

import org.jspecify.annotations.NullMarked;
