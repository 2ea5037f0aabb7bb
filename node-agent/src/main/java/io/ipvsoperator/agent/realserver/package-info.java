/** The role of a backend: accepting virtual addresses without answering ARP for them. */
@NullMarked
package io.ipvsoperator.agent.realserver;

import org.jspecify.annotations.NullMarked;
