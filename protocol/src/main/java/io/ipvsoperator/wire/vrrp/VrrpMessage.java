package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A view of the bytes of a VRRP message, which may lie. The accessors beyond the header are for messages whose
 * {@link #hasHeader} and {@link #hasExpectedLength} hold; the receive ladder asks in that order.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+---------------+---------------+
 * |Version| Type  |   Virtual ID  |    Priority   |  Addr Count   |
 * +-------+-------+---------------+---------------+---------------+
 * |   Auth Type   |  Advert Int s |            Checksum           |  version 2, RFC 3768 section 5.1
 * +-------+-------+---------------+-------------------------------+
 * | 0     | Max Advertise Int cs  |            Checksum           |  version 3, RFC 9568 section 5.1
 * +-------+-----------------------+-------------------------------+
 * |              Address (1..n), 4 or 16 bytes each               |
 * +---------------------------------------------------------------+
 * |                 Authentication Data, 8 bytes                  |  version 2 only
 * +---------------------------------------------------------------+
 * </pre>
 */
record VrrpMessage(IpFamily family, WireReader bytes) {

    static final int TYPE_ADVERTISEMENT = 1;

    private static final int VERSION_AND_TYPE = 0;
    private static final int VIRTUAL_ID = 1;
    private static final int PRIORITY = 2;
    private static final int ADDRESS_COUNT = 3;
    private static final int AUTHENTICATION_TYPE = 4;
    private static final int INTERVAL_SECONDS = 5;
    private static final int INTERVAL_CENTISECONDS = 4;
    private static final int CHECKSUM = 6;
    private static final int ADDRESSES = 8;
    private static final int HEADER_LENGTH = 8;
    private static final int AUTHENTICATION_LENGTH = 8;

    static int length(VrrpVersion version, Advertisement advertisement) {
        return length(version, advertisement.family(), advertisement.addresses().size());
    }

    static int length(VrrpVersion version, IpFamily family, int addresses) {
        return length(family, number(version), addresses);
    }

    private static int length(IpFamily family, int version, int addresses) {
        return HEADER_LENGTH + addresses * family.addressLength() + (version == 2 ? AUTHENTICATION_LENGTH : 0);
    }

    private static int number(VrrpVersion version) {
        return switch (version) {
            case VrrpVersion.V2 v2 -> 2;
            case VrrpVersion.V3 v3 -> 3;
        };
    }

    /** Writes the message; the addresses are those of the IP header, for the pseudo-header. */
    static void encode(WireWriter out, VrrpVersion version, Advertisement ad, IpAddress source, IpAddress destination) {
        int start = out.position();
        out.u8((number(version) << 4) | TYPE_ADVERTISEMENT);
        out.u8(ad.virtualRouterId().value());
        out.u8(ad.priority().value());
        out.u8(ad.addresses().size());
        switch (version) {
            case VrrpVersion.V2(Authentication authentication) ->
                out.u8(authentication.type()).u8(ad.interval().centiseconds() / 100);
            case VrrpVersion.V3 v3 -> out.u16(ad.interval().centiseconds());
        }
        out.u16(0);
        ad.addresses().forEach(out::address);
        if (version instanceof VrrpVersion.V2(Authentication authentication)) {
            out.u64(authentication.octets());
        }
        InternetChecksum checksum = new InternetChecksum();
        if (version instanceof VrrpVersion.V3(ChecksumForm form) && form == ChecksumForm.PSEUDO_HEADER) {
            checksum.addPseudoHeader(source, destination, AdvertisementPacket.PROTOCOL, length(version, ad));
        }
        out.overwriteU16(start + CHECKSUM, checksum.add(out.writtenSince(start)).value());
    }

    boolean hasHeader() {
        return bytes.remaining() >= HEADER_LENGTH;
    }

    int version() {
        return bytes.u8At(VERSION_AND_TYPE) >>> 4;
    }

    int type() {
        return bytes.u8At(VERSION_AND_TYPE) & 0xf;
    }

    /** 0 to 255; 0 is no virtual router. */
    int virtualId() {
        return bytes.u8At(VIRTUAL_ID);
    }

    int addressCount() {
        return bytes.u8At(ADDRESS_COUNT);
    }

    /** The four reserved bits of version 3 are ignored on receipt. */
    int intervalCentiseconds() {
        return version() == 2 ? bytes.u8At(INTERVAL_SECONDS) * 100 : bytes.u16At(INTERVAL_CENTISECONDS) & 0xfff;
    }

    boolean hasExpectedLength() {
        return bytes.remaining() == length(family, version(), addressCount());
    }

    boolean checksumCoversMessageOnly() {
        return new InternetChecksum().add(bytes.from(0)).verifies();
    }

    boolean checksumCoversPseudoHeader(IpAddress source, IpAddress destination) {
        return new InternetChecksum()
                .addPseudoHeader(source, destination, AdvertisementPacket.PROTOCOL, bytes.remaining())
                .add(bytes.from(0))
                .verifies();
    }

    /** Version 2 only. */
    int authenticationType() {
        return bytes.u8At(AUTHENTICATION_TYPE);
    }

    /** Version 2 only. */
    long authenticationOctets() {
        return bytes.from(bytes.remaining() - AUTHENTICATION_LENGTH).u64();
    }

    /** The content of a message that passed the ladder. */
    Advertisement advertisement() {
        List<IpAddress> addresses = new ArrayList<>(addressCount());
        WireReader in = bytes.from(ADDRESSES);
        for (int i = 0; i < addressCount(); i++) {
            addresses.add(in.address(family));
        }
        return new Advertisement(
                new VirtualRouterId(virtualId()),
                new Priority(bytes.u8At(PRIORITY)),
                AdvertInterval.ofCentiseconds(intervalCentiseconds()),
                addresses);
    }
}
