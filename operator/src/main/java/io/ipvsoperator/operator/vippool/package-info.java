/**
 * From a VipPool and all that asks for its addresses to VirtualRouters and the pool's status. Only the reconciler and
 * what it writes with touch the API server; everything between is values in, values out.
 */
@NullMarked
package io.ipvsoperator.operator.vippool;

import org.jspecify.annotations.NullMarked;
