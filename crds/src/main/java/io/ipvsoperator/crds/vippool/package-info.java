/** VipPool: addresses, the directors that announce them, and the redundancy wanted. Written by users, cluster-scoped. */
@NullMarked
package io.ipvsoperator.crds.vippool;

import org.jspecify.annotations.NullMarked;
