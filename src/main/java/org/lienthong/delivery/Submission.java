package org.lienthong.delivery;

import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message that an authenticated caller hands in, not yet read.
 *
 * @param agency id of the agency that the caller speaks for (for example {@code G22})
 * @param system id of the credential or system that handed it in
 * @param scope ids of further agencies that the caller may send for (the axis' centre scope); {@code agency} is always in it
 * @param channel how it came: {@code rest} or {@code vxp}
 * @param kind what the caller says it is, or null when the content decides
 * @param body the edXML bytes, read once; the intake stops reading at its size limit
 * @param charset the charset that the transport declared, or null
 * @param length the length in bytes that the transport declared, or -1
 * @param traceId id that ties log lines, problem documents and audit entries together
 */
public record Submission(
        String agency,
        @Nullable String system,
        Set<String> scope,
        String channel,
        @Nullable Kind kind,
        InputStream body,
        @Nullable String charset,
        long length,
        String traceId) {

    public Submission {
        scope = Set.copyOf(scope);
    }
}
