package org.lienthong.route;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DueDelivery;
import org.lienthong.mapping.Mappable;

/**
 * What a delivery's route carries as its body: the delivery, and its bytes when the call asks for them.
 *
 * @param form what mappings of the route made of it; null: it leaves byte for byte as it is stored
 */
record Outgoing(
        DueDelivery delivery,
        Deliveries deliveries,
        @Nullable Form form) implements Mappable {

    /**
     * Another form of a document.
     *
     * @param mappings names of the mappings that made it, in their order
     */
    record Form(String mappings, byte[] bytes, String contentType) {}

    Outgoing(DueDelivery delivery, Deliveries deliveries) {
        this(delivery, deliveries, null);
    }

    @Override
    public InputStream open() {
        return form == null ? deliveries.open(delivery) : new ByteArrayInputStream(form.bytes());
    }

    @Override
    public long size() {
        return form == null ? delivery.size() : form.bytes().length;
    }

    /** With the character set, as HTTP has it. */
    String contentType() {
        return form == null ? delivery.kind().contentType() : form.contentType() + "; charset=UTF-8";
    }

    /** Lower-case hex digest of what {@link #open} gives. */
    String sha256() {
        return form == null ? delivery.sha256() : DigestUtils.sha256Hex(form.bytes());
    }

    /** Names of the mappings that made its form; null when none did. */
    @Nullable
    String mappings() {
        return form == null ? null : form.mappings();
    }

    @Override
    public Outgoing mapped(String mapping, byte[] bytes, String contentType) {
        String all = form == null ? mapping : form.mappings() + ", " + mapping;
        return new Outgoing(delivery, deliveries, new Form(all, bytes, contentType));
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "Outgoing[" + delivery.kind().wireName() + ", " + size() + " bytes]";
    }
}
