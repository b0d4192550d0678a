package org.lienthong.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Resolution;

/**
 * Something other than edXML that is handed in for one recipient: kept and delivered byte for byte.
 *
 * @param sender agency id
 * @param system id of the credential that handed it in
 * @param channel how it came, for example {@code rest}
 * @param documentId what it is known by at its sender, such as a dossier code: the same again gives the same receipt
 * @param code what it is about, for whoever searches; no personal data
 * @param update whether it replaces what was sent under the same {@code documentId}; then its bytes are part of the key
 * @param answers the exchange that it updates or answers
 * @param to who receives; {@link Resolution.Unknown} is not accepted
 * @param bytes small enough for memory
 */
public record Parcel(
        Kind kind,
        String sender,
        @Nullable String system,
        String channel,
        String traceId,
        String documentId,
        @Nullable String code,
        boolean update,
        @Nullable UUID answers,
        Resolution to,
        byte[] bytes) {

    public Parcel {
        if (kind.isEdxml() || to instanceof Resolution.Unknown) {
            throw new IllegalArgumentException("a parcel is no edXML, and somebody receives it");
        }
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "Parcel[" + kind.wireName() + ", " + bytes.length + " bytes]";
    }
}
