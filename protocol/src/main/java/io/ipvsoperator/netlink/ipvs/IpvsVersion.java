package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.General;

/**
 * The answer to {@code IPVS_CMD_GET_INFO}.
 *
 * @param code {@code IP_VS_VERSION_CODE}: 0x010201 is 1.2.1
 * @param connectionTableSize buckets of the connection table
 */
public record IpvsVersion(long code, long connectionTableSize) {

    public GenericMessage encode() {
        return IpvsFamily.message(
                IpvsFamily.Command.SET_INFO,
                Attributes.none().with(General.VERSION_CODE, code).with(General.CONN_TAB_SIZE, connectionTableSize));
    }

    public static IpvsVersion decode(GenericMessage message) {
        return new IpvsVersion(
                message.attributes().require(General.VERSION_CODE),
                message.attributes().require(General.CONN_TAB_SIZE));
    }

    @Override
    public String toString() {
        return "%d.%d.%d".formatted(code >> 16 & 0xff, code >> 8 & 0xff, code & 0xff);
    }
}
