package io.ipvsoperator.crds.director;

import io.ipvsoperator.crds.Part;
import io.ipvsoperator.crds.Rates;
import org.jspecify.annotations.Nullable;

/**
 * What people say of the director.
 *
 * @param maintenance true: the director gives its addresses away and takes none.
 * @param capacity What the director can carry. Absent means what its pools say, or else the speed of its link.
 */
public record DirectorSpec(
        @Nullable Boolean maintenance, @Nullable Rates capacity) implements Part {}
