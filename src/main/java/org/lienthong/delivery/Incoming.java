package org.lienthong.delivery;

import java.io.IOException;
import java.util.Objects;
import org.lienthong.document.Edxml;

/** A submission that was read and found sound, on its way to acceptance. Closing it deletes what was spooled. */
public final class Incoming implements AutoCloseable {

    private final Submission submission;
    private final Edxml edxml;
    private final Kind kind;
    private final Payload payload;

    Incoming(Submission submission, Edxml edxml, Kind kind, Payload payload) {
        this.submission = Objects.requireNonNull(submission);
        this.edxml = edxml;
        this.kind = kind;
        this.payload = payload;
    }

    public Submission submission() {
        return submission;
    }

    public Edxml edxml() {
        return edxml;
    }

    public Kind kind() {
        return kind;
    }

    Payload payload() {
        return payload;
    }

    @Override
    public void close() throws IOException {
        payload.close();
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "Incoming[" + kind.wireName() + ", " + payload.size() + " bytes]";
    }
}
