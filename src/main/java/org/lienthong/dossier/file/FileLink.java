package org.lienthong.dossier.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.call.FilePath;

/**
 * What a link says: which file of whose system, for whom, until when.
 *
 * @param owner agency id
 * @param system name of the owner's registered system
 * @param recipient id of the only agency that may use it
 * @param exchange of the dossier that the file belongs to, for the audit log; null when the link stands in a record
 * @param expires to the second
 */
record FileLink(
        String owner,
        String system,
        FilePath file,
        String recipient,
        @Nullable UUID exchange,
        Instant expires) {

    private static final String VERSION = "1";
    private static final int FIELDS = 8;

    byte[] toBytes() {
        String query = file.query();
        return String.join(
                        "\n",
                        VERSION,
                        String.valueOf(expires.getEpochSecond()),
                        owner,
                        system,
                        recipient,
                        exchange == null ? "" : exchange.toString(),
                        file.path(),
                        query == null ? "" : query)
                .getBytes(UTF_8);
    }

    /** @return null when the bytes are no link; nobody but the hub signs such bytes */
    static @Nullable FileLink of(byte[] bytes) {
        String[] fields = new String(bytes, UTF_8).split("\n", -1);
        if (fields.length != FIELDS || !fields[0].equals(VERSION) || !fields[1].matches("\\d{1,12}")) {
            return null;
        }
        try {
            return new FileLink(
                    fields[2],
                    fields[3],
                    new FilePath(fields[6], fields[7].isEmpty() ? null : fields[7]),
                    fields[4],
                    fields[5].isEmpty() ? null : UUID.fromString(fields[5]),
                    Instant.ofEpochSecond(Long.parseLong(fields[1])));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
