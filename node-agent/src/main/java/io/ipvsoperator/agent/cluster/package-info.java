/** The API server's side of the agent: what it says becomes a view, and the node's Lease is renewed. The only reader of the API. */
@NullMarked
package io.ipvsoperator.agent.cluster;

import org.jspecify.annotations.NullMarked;
