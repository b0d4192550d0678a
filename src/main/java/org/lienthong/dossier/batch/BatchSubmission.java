package org.lienthong.dossier.batch;

import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.RecordSplitter;

/**
 * A batch that an authenticated caller hands in, not yet read.
 *
 * @param agency id of the agency that the caller speaks for
 * @param caller id of its credential
 * @param scope ids of all agencies that it may act for
 * @param key the caller's {@code Idempotency-Key}, or null
 * @param gzip whether the body is compressed
 * @param length bytes of the body that the transport declared, or -1
 */
record BatchSubmission(
        String agency,
        String caller,
        Set<String> scope,
        RecordKind kind,
        RecordSplitter.Format format,
        @Nullable String key,
        boolean gzip,
        InputStream body,
        long length,
        String traceId) {

    BatchSubmission {
        scope = Set.copyOf(scope);
    }
}
