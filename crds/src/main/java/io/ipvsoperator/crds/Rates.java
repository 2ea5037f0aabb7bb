package io.ipvsoperator.crds;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A capacity or a demand. What is absent is unknown, not zero.
 *
 * @param bandwidth Bits per second towards the directors, such as 1500M.
 * @param packets Packets per second towards the directors, such as 200k.
 * @param connections New connections per second, such as 10k.
 */
public record Rates(
        @Nullable Quantity bandwidth,
        @Nullable Quantity packets,
        @Nullable Quantity connections) implements Part {}
