package org.lienthong.vxp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.delivery.Intake;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Receipt;
import org.lienthong.delivery.Submission;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.lienthong.security.IntakeRate;

/** {@code sendEdoc}: hands the file to the intake while it arrives; {@code DocId} is the exchange. */
final class SendEdoc {

    private static final String CHANNEL = "vxp";
    private static final String FILE = "file_doc";
    private static final String RAW = "application/octet-stream";

    private final Intake intake;
    private final IntakeRate rate;
    private final Agencies agencies;
    private final Centres centres;
    private final Envelope envelope;
    private final VxpProperties properties;

    SendEdoc(
            Intake intake,
            IntakeRate rate,
            Agencies agencies,
            Centres centres,
            Envelope envelope,
            VxpProperties properties) {
        this.intake = intake;
        this.rate = rate;
        this.agencies = agencies;
        this.centres = centres;
        this.envelope = envelope;
        this.properties = properties;
    }

    void run(Call call) throws IOException {
        Receipt receipt = intake.submit(submission(call));
        envelope.ok(call.request(), call.response(), json -> {
            json.writeStringProperty("DocId", receipt.exchangeId().toString());
            json.writeArrayPropertyStart("data");
            json.writeEndArray();
        });
    }

    private Submission submission(Call call) throws IOException {
        Caller caller = call.caller();
        String sender = sender(call);
        rate.submit(sender);
        @Nullable Kind kind = call.parameters().messageType();
        return new Submission(sender, caller.id(), caller.scope(), CHANNEL, kind, file(call), null, -1, call.traceId());
    }

    /** Without {@code from} the centre's own agency; with it, one that the centre may send for. */
    private String sender(Call call) {
        Caller caller = call.caller();
        Optional<String> from = call.parameters().get("from");
        if (from.isEmpty()) {
            return caller.requireAgency();
        }
        return centres.agency(from.get())
                .map(Agency::id)
                .filter(id -> agencies.current().covers(caller.scope(), id, agencies.today()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.SENDER_MISMATCH,
                        "from is no agency within the scope of this system.",
                        "from không phải cơ quan thuộc phạm vi của hệ thống này.",
                        new Violation("from", "is outside the caller's scope")));
    }

    private InputStream file(Call call) throws IOException {
        Parameters parameters = call.parameters();
        Optional<String> hash = parameters.get("hash-file");
        if (hash.isEmpty()) {
            if (parameters.signed()) {
                // Nothing else ties the file to the signature.
                throw Parameters.refused("hash-file", "is missing", "Thiếu tham số hash-file.");
            }
            return content(call, () -> {});
        }
        FileHash expected = new FileHash(hash.get());
        return expected.over(content(call, expected::verify));
    }

    /** The file's bytes: the part {@value #FILE} of a multipart body, or the body itself as SDK 2.0.1 sends it. */
    private InputStream content(Call call, Runnable atEnd) throws IOException {
        String type = call.request().getContentType();
        InputStream body = call.request().getInputStream();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(RAW)) {
            return new RawFile(body, atEnd);
        }
        int maxPartHeader = (int) properties.maxPartHeader().toBytes();
        return Upload.of(type, body, properties.maxParts(), maxPartHeader).part(FILE, atEnd);
    }
}
