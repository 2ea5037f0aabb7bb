package io.ipvsoperator.crds;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A capacity or a demand. What is absent is unknown, not zero.
 *
 * @param bandwidth bits per second towards the directors
 * @param packets packets per second
 * @param connections new connections per second
 */
public record Rates(
        @Nullable Quantity bandwidth,
        @Nullable Quantity packets,
        @Nullable Quantity connections) {}
