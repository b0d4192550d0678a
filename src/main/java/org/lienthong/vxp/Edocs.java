package org.lienthong.vxp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.UUID;
import org.lienthong.delivery.Mailbox;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.springframework.http.HttpHeaders;

/** {@code getEdoc}, {@code downloadEdoc} and {@code updateStatus}. Documents go from the store onto the wire unheld. */
final class Edocs {

    private final CentreMailbox mailbox;
    private final Envelope envelope;

    Edocs(CentreMailbox mailbox, Envelope envelope) {
        this.mailbox = mailbox;
        this.envelope = envelope;
    }

    /** The document as base64 in {@code data}. {@code filePath} is the axis' own and means nothing here. */
    void get(Call call) throws IOException {
        Mailbox.Download download = open(call);
        envelope.okWithText(call.request(), call.response(), "data", out -> {
            OutputStream base64 = Base64.getEncoder().wrap(new KeptOpen(out));
            download.writeTo(base64);
            // Not in a finally: what breaks half-way must not end as if it were whole.
            base64.close();
        });
    }

    /** The bytes themselves. What is not there is a real 404: the answer would be taken for the file. */
    void download(Call call) throws IOException {
        Mailbox.Download download;
        try {
            download = open(call);
        } catch (ProblemException problem) {
            envelope.failAsHttp(call.request(), call.response(), problem);
            return;
        }
        Mailbox.Item item = download.item();
        call.response().setContentType("application/octet-stream");
        call.response().setContentLengthLong(item.size());
        call.response()
                .setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + item.deliveryId() + ".edxml\"");
        download.writeTo(call.response().getOutputStream());
    }

    void updateStatus(Call call) throws IOException {
        UUID docId = DocIds.require(call.parameters());
        TransportStatus status = TransportStatus.named(call.parameters().require("status"));
        if (status == TransportStatus.INITIAL) {
            throw Parameters.refused(
                    "status", "must be done, fail or processing", "status là done, fail hoặc processing.");
        }
        Mailbox.Item item = mailbox.mark(call.caller(), docId, status.state(), null)
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        if (item.state() != status.state()) {
            throw new ProblemException(
                    ProblemType.INVALID_TRANSITION,
                    "This delivery is closed already, with another status.",
                    "Văn bản này đã được đóng với trạng thái khác.");
        }
        envelope.ok(call.request(), call.response(), json -> {
            json.writeStringProperty("DocId", docId.toString());
            json.writeArrayPropertyStart("data");
            json.writeEndArray();
        });
    }

    private Mailbox.Download open(Call call) {
        return mailbox.open(call.caller(), DocIds.require(call.parameters()))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    /** Base64 writes its last characters when closed; the answer goes on after them. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int off, int len) throws IOException {
            out.write(bytes, off, len);
        }

        @Override
        public void close() {
            // Not ours.
        }
    }
}
