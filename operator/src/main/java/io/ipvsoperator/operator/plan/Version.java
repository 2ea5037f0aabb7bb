package io.ipvsoperator.operator.plan;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that this class is in. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ipvs-plan " + (version == null ? "of a development build" : version)};
    }
}
