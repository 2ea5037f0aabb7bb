package io.ipvsoperator.vrrp;

import io.ipvsoperator.conformance.NotApplicable;

/** What the RFCs ask of address owners, of default routers, and of whom forwards: of the kernel, not of directors. */
@NotApplicable(
        document = 9568,
        section = "5.1.1.2",
        requirement = "No router forwards a packet to 224.0.0.18",
        because = "forwarding is the kernel's, which does not forward link-local multicast")
@NotApplicable(
        document = 9568,
        section = "5.1.2.2",
        requirement = "No router forwards a packet to ff02::12",
        because = "forwarding is the kernel's, which does not forward packets of link-local scope")
@NotApplicable(
        document = 9568,
        section = "5.2.4",
        requirement = "The address owner advertises priority 255",
        because = "a director is never the owner of an address; `Participation.Candidate` refuses 255")
@NotApplicable(
        document = 9568,
        section = "6.4.1",
        requirement = "The address owner becomes active at Startup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 9568,
        section = "6.4.1",
        requirement = "For IPv6 the owner joins the solicited-node groups at Startup",
        because = "the kernel joins them with the address")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup does not answer ARP requests or neighbor solicitations for a virtual address",
        because =
                "a backup has no such address, so the kernel has nothing to answer for; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup drops packets to the virtual MAC address",
        because =
                "the interface with the virtual MAC address of a backup is down; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup does not accept packets to a virtual address",
        because = "a backup has no such address")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup sends no router advertisements",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router answers ARP requests and neighbor solicitations",
        because = "the kernel answers once it has the address; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router forwards packets that are sent to the virtual MAC address",
        because = "directors are no default routers; IPVS forwards what is sent to the addresses")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router sends and answers router advertisements",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "Without Accept_Mode neighbor solicitations are not dropped",
        because = "Accept_Mode is always on")
@NotApplicable(
        document = 9568,
        section = "7.1",
        requirement = "The address owner does not process advertisements as a backup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 9568,
        section = "8.1.1",
        requirement = "ICMP redirects name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.1.3",
        requirement = "Proxy ARP uses the virtual MAC address",
        because = "directors do no proxy ARP")
@NotApplicable(
        document = 9568,
        section = "8.2.1",
        requirement = "ICMPv6 redirects name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.2.3",
        requirement = "Router advertisements name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.2.4",
        requirement = "Unsolicited neighbor advertisements of others are accepted",
        because = "the neighbor table is the kernel's")
@NotApplicable(
        document = 9568,
        section = "8.3.1",
        requirement = "A router that is not the owner does not forward to the virtual address what it is sent itself",
        because = "the active router has the address itself")
@NotApplicable(
        document = 9568,
        section = "8.4",
        requirement = "A router that speaks both versions sends both",
        because = "a virtual router speaks one version")
@NotApplicable(
        document = 3768,
        section = "9",
        requirement = "Rules for FDDI, token rings and ATM",
        because = "directors are on Ethernet")
@NotApplicable(
        document = 3768,
        section = "6.4.1",
        requirement = "The address owner becomes master at Startup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 3768,
        section = "8.3",
        requirement = "A router forwards no packet to an address it does not own",
        because = "the active router has the address itself")
final class NotApplicableSentences {
    private NotApplicableSentences() {}
}
