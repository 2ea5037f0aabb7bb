/** RealServer: the virtual IPs that one node accepts as a backend. Internal. */
@NullMarked
package io.ipvsoperator.crds.realserver;

import org.jspecify.annotations.NullMarked;
