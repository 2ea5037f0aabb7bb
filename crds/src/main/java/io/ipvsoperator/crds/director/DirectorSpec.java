package io.ipvsoperator.crds.director;

import io.ipvsoperator.crds.Rates;
import org.jspecify.annotations.Nullable;

/**
 * What people say of one director.
 *
 * @param maintenance true: it gives its addresses away and takes none
 */
public record DirectorSpec(
        @Nullable Boolean maintenance, @Nullable Rates capacity) {}
