package io.ipvsoperator.agent.status;

import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.realserver.RealServerStatus;

/** Where reports go. Each method returns when the API server has the report, or throws. */
public interface StatusWriter {
    void write(DirectorStatus status);

    void write(RealServerStatus status);
}
