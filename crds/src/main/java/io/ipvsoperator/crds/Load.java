package io.ipvsoperator.crds;

import org.jspecify.annotations.Nullable;

/**
 * What goes through directors, or what they are reckoned to need. What is absent is unknown, not zero.
 *
 * @param bandwidth Bits per second towards the directors; with Masquerade both directions.
 * @param packets Packets per second towards the directors; with Masquerade both directions.
 * @param connections New connections per second.
 */
public record Load(
        @Nullable Long bandwidth,
        @Nullable Long packets,
        @Nullable Long connections) implements Part {}
