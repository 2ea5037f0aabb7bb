/** What the cluster wants of this node: read, checked object by object, and kept on disk. No input or output but the store. */
@NullMarked
package io.ipvsoperator.agent.plan;

import org.jspecify.annotations.NullMarked;
