/**
 * A kernel for tests: it reads the bytes of netlink and packet sockets as Linux does and keeps links, addresses and IPVS in
 * tables. Strict: what it does not know fails the test. The same contracts run on it and on the real kernel.
 */
@NullMarked
package io.ipvsoperator.agent.kernel.fake;

import org.jspecify.annotations.NullMarked;
