/** The API group ipvs-operator.io: one package a kind, here what they share. */
@NullMarked
package io.ipvsoperator.crds;

import org.jspecify.annotations.NullMarked;
