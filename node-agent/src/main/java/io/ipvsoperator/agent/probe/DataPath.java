package io.ipvsoperator.agent.probe;

import java.net.InetAddress;

/** The way of packets through IPVS to one destination of a table and to no other. */
public record DataPath(String table, InetAddress destination) {}
