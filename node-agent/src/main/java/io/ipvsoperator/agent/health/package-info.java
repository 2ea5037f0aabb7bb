/** What is served over HTTP: probes for the kubelet and figures for Prometheus. */
@NullMarked
package io.ipvsoperator.agent.health;

import org.jspecify.annotations.NullMarked;
