package org.lienthong.audit.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time that an entry says of itself. */
public final class EntryTime {

    // Canonical JSON: a quote within a value is escaped, so this spelling can only be the member itself.
    private static final Pattern TS = Pattern.compile("[{,]\"ts\":\"([^\"]+)\"[,}]");

    private EntryTime() {}

    /** @throws IOException when it says none */
    public static Instant of(byte[] entry) throws IOException {
        Matcher matcher = TS.matcher(new String(entry, StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IOException("an entry has no time");
        }
        try {
            return Instant.parse(matcher.group(1));
        } catch (DateTimeException e) {
            throw new IOException("an entry has no valid time", e);
        }
    }
}
