package org.lienthong.dossier.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lienthong.dossier.StrictJson.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import tools.jackson.databind.JsonNode;

/** The platform's list of a day: its transactions as JSON, or as CSV with the same names in the first line. */
final class Statement {

    private static final Set<String> REQUIRED =
            Set.of("MaTraCuuTT", "MaGiaoDich", "SoTien", "TrangThai", "ThoiGianThanhToan");

    private Statement() {}

    /** @param most transactions */
    static List<Confirmation> json(byte[] body, int most) {
        if (new String(body, 0, Math.min(body.length, 20), UTF_8).strip().startsWith("[]")) {
            return List.of();
        }
        List<Confirmation> lines = new ArrayList<>();
        for (byte[] object : StrictJson.objects(body, most)) {
            JsonNode line = StrictJson.object(object);
            lines.add(Confirmation.read(member -> text(line, member), "/" + lines.size()));
        }
        return lines;
    }

    /** As {@link #json}; in UTF-8, with a byte order mark or without. */
    static List<Confirmation> csv(byte[] body, int most) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        boolean marked = body.length > 2 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf;
        int from = marked ? 3 : 0;
        List<Confirmation> lines = new ArrayList<>();
        try (CSVParser parser =
                format.parse(new InputStreamReader(new ByteArrayInputStream(body, from, body.length - from), UTF_8))) {
            if (!parser.getHeaderMap().keySet().containsAll(REQUIRED)) {
                throw new ProblemException(
                        ProblemType.SCHEMA_VIOLATION,
                        "The first line of the CSV names the columns, among them " + String.join(", ", REQUIRED) + ".",
                        "Dòng đầu của tệp CSV phải ghi tên các cột theo quy định.");
            }
            for (CSVRecord line : parser) {
                if (lines.size() == most) {
                    throw StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
                }
                lines.add(Confirmation.read(
                        member -> line.isSet(member) && !line.get(member).isBlank() ? line.get(member) : null,
                        "/" + lines.size()));
            }
            return lines;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "The CSV cannot be read (RFC 4180).", "Không đọc được tệp CSV.");
        }
    }
}
