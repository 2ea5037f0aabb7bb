/** RealServer: the virtual IPs that one backend node accepts. Internal. */
@NullMarked
package io.ipvsoperator.crds.realserver;

import org.jspecify.annotations.NullMarked;
