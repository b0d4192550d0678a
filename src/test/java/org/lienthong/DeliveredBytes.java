package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a recipient was given, split at the hub's own trace header. */
final class DeliveredBytes {

    private static final Pattern HOP = Pattern.compile("(?:<(?:\\w+:)?TraceHeaderList>)?"
            + "<((?:\\w+:)?)TraceHeader><\\1OrganId>Z99\\.LIENTHONG</\\1OrganId>"
            + "<\\1Timestamp>\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d</\\1Timestamp></\\1TraceHeader>"
            + "(?:</(?:\\w+:)?TraceHeaderList>)?");

    private DeliveredBytes() {}

    /** The bytes without the one trace header that the hub inserts. */
    static byte[] withoutHop(byte[] delivered) {
        Matcher hop = HOP.matcher(new String(delivered, StandardCharsets.ISO_8859_1));
        String rest = hop.replaceFirst("");
        assertThat(rest).as("one hop").hasSizeLessThan(delivered.length);
        assertThat(HOP.matcher(rest).find()).as("a second hop").isFalse();
        return rest.getBytes(StandardCharsets.ISO_8859_1);
    }
}
