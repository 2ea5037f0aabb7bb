package io.ipvsoperator.operator.endtoend;

import java.util.List;

/**
 * Where directors, backends and the client meet.
 *
 * @param network its IPv4 CIDR
 * @param addresses FIRST-LAST, ten that nobody has: the suite's virtual IPs. The backends accept them, those that are
 *     nodes by their agents.
 * @param backends IPv4 addresses of two web servers that answer GET /hostname with a name of their own
 * @param port where they listen
 */
record Segment(String network, String addresses, List<String> backends, int port) {
    /** How many virtual IPs the suite takes at most. */
    static final int ADDRESSES = 10;
}
