package org.lienthong.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.lienthong.document.Edxml;
import org.lienthong.document.EdxmlDocument;
import org.lienthong.document.EdxmlReader;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Reads a submission once, from the network to the end: parsed, hashed, and kept for its acceptance. */
public final class SubmissionReader {

    private final EdxmlReader edxml;
    private final Path spool;
    private final SpoolingStream.Limits limits;
    private final BooleanSupplier roomLeft;

    /**
     * @param spool directory for payloads that are too large for memory
     * @param limits how large and how slow a submission may be
     * @param roomLeft whether the disk reserve is untouched
     */
    SubmissionReader(EdxmlReader edxml, Path spool, SpoolingStream.Limits limits, BooleanSupplier roomLeft) {
        this.edxml = edxml;
        this.spool = spool;
        this.limits = limits;
        this.roomLeft = roomLeft;
    }

    /** @throws IOException when the caller's bytes cannot be read to the end */
    public Incoming read(Submission submission) throws IOException {
        if (!roomLeft.getAsBoolean()) {
            throw new ProblemException(
                    ProblemType.INSUFFICIENT_STORAGE,
                    "The hub's disk reserve is reached; send the same again later.",
                    "Dung lượng dự phòng của trục đã hết; vui lòng gửi lại đúng nội dung này sau.");
        }
        try (SpoolingStream stream = new SpoolingStream(submission.body(), spool, limits, submission.length())) {
            Edxml message = edxml.read(stream, submission.charset());
            Kind kind = message instanceof EdxmlDocument ? Kind.DOCUMENT : Kind.STATUS;
            if (submission.kind() != null && submission.kind() != kind) {
                throw new ProblemException(
                        ProblemType.SCHEMA_VIOLATION,
                        "The message is a " + kind.wireName() + ", but was handed in as a "
                                + submission.kind().wireName() + ".",
                        "Loại thông điệp không khớp với loại đã khai báo khi gửi.");
            }
            return new Incoming(submission, message, kind, stream.finish());
        }
    }
}
