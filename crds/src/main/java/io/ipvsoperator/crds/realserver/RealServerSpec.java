package io.ipvsoperator.crds.realserver;

import io.ipvsoperator.crds.Part;
import java.util.List;

/**
 * What the node must accept.
 *
 * @param addresses Virtual IPs that the node of the same name accepts without answering ARP for them.
 */
public record RealServerSpec(List<String> addresses) implements Part {}
