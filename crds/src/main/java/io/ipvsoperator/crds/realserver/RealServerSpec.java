package io.ipvsoperator.crds.realserver;

import java.util.List;

/** @param addresses virtual IPs that the node of the same name accepts without answering ARP for them */
public record RealServerSpec(List<String> addresses) {}
