package org.lienthong.vxp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * A multipart body (RFC 7578) with one part that matters, read in a stream and never stored. File names and all else that
 * the caller says about the part are ignored.
 */
final class Upload {

    /** Parts that nobody asked for may not keep the hub reading. */
    private static final long MAX_OTHER_BYTES = 1_000_000;

    private final MultipartInput parts;
    private final Metered body;
    private final int maxParts;
    private int seen;

    private Upload(MultipartInput parts, Metered body, int maxParts) {
        this.parts = parts;
        this.body = body;
        this.maxParts = maxParts;
    }

    /**
     * Begins to read.
     *
     * @throws ProblemException MALFORMED_MULTIPART, UNSUPPORTED_MEDIA_TYPE
     */
    static Upload of(@Nullable String contentType, InputStream in, int maxParts, int maxPartHeader) throws IOException {
        String type = contentType == null ? "" : contentType.strip();
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the file as multipart/form-data.",
                    "Hãy gửi tệp theo kiểu multipart/form-data.");
        }
        byte[] boundary = new JakartaServletDiskFileUpload().getBoundary(type);
        if (boundary == null || boundary.length == 0 || boundary.length > 70) {
            throw malformed("The boundary is missing or longer than 70 characters.", null);
        }
        Metered body = new Metered(in);
        try {
            MultipartInput parts = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary)
                    .setPartHeaderSizeMax(maxPartHeader)
                    .get();
            return new Upload(parts, body, maxParts);
        } catch (IllegalArgumentException e) {
            throw malformed("The boundary cannot be used.", e);
        }
    }

    /**
     * The content of the named part. At its end, before the caller sees that end, the remaining parts are read over and
     * {@code atEnd} runs: so either may still refuse the whole.
     *
     * @throws ProblemException MALFORMED_MULTIPART when it is not there, now or while the stream is read
     */
    InputStream part(String name, Runnable atEnd) throws IOException {
        try {
            boolean more = parts.skipPreamble();
            while (more) {
                if (name.equals(nextName())) {
                    body.metered = false;
                    return new Content(parts.newInputStream(), atEnd);
                }
                parts.discardBodyData();
                more = parts.readBoundary();
            }
        } catch (FileUploadException e) {
            throw malformed("The body is no well-formed multipart.", e);
        }
        throw malformed("There is no part " + name + ".", null);
    }

    private void skipRest() throws IOException {
        body.metered = true;
        while (parts.readBoundary()) {
            nextName();
            parts.discardBodyData();
        }
    }

    private @Nullable String nextName() throws IOException {
        if (++seen > maxParts) {
            throw malformed("There are more than " + maxParts + " parts.", null);
        }
        JakartaServletDiskFileUpload parser = new JakartaServletDiskFileUpload();
        FileItemHeaders headers = parser.getParsedHeaders(parts.readHeaders());
        String disposition = headers.getHeader("Content-Disposition");
        if (disposition == null) {
            return null;
        }
        ParameterParser parameters = new ParameterParser();
        parameters.setLowerCaseNames(true);
        Map<String, String> values = parameters.parse(disposition, ';');
        String name = values.get("name");
        return name == null ? null : name.strip();
    }

    private static ProblemException malformed(String detail, @Nullable Exception cause) {
        return new ProblemException(
                ProblemType.MALFORMED_MULTIPART,
                detail,
                "Nội dung multipart không hợp lệ: cần một phần file_doc đầy đủ.",
                List.of(),
                cause);
    }

    /** Stops what is not the file from being endless. */
    private static final class Metered extends FilterInputStream {

        private boolean metered = true;
        private long read;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int off, int len) throws IOException {
            int n = in.read(bytes, off, len);
            if (metered && n > 0) {
                read += n;
                if (read > MAX_OTHER_BYTES) {
                    throw malformed("There is too much besides the file.", null);
                }
            }
            return n;
        }
    }

    /** The part's bytes; closing it early reads nothing. */
    private final class Content extends InputStream {

        private final InputStream in;
        private final Runnable atEnd;
        private boolean ended;

        Content(InputStream in, Runnable atEnd) {
            this.in = in;
            this.atEnd = atEnd;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int off, int len) throws IOException {
            if (ended) {
                return -1;
            }
            try {
                int n = in.read(bytes, off, len);
                if (n < 0) {
                    skipRest();
                    atEnd.run();
                    ended = true;
                }
                return n;
            } catch (FileUploadException e) {
                throw malformed("The body ends, or breaks, before the multipart does.", e);
            }
        }
    }
}
