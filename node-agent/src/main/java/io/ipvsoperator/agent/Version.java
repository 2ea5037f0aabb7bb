package io.ipvsoperator.agent;

import java.util.Optional;

/** The version of this build. */
final class Version {
    private Version() {}

    /** From the jar's manifest; {@code development} for classes that lie in a directory. */
    static String ofAgent() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
