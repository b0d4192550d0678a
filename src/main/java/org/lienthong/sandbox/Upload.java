package org.lienthong.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An edXML file to send, read twice: once for its hash, once onto the wire.
 *
 * @param form how it stands in the request
 * @param length in bytes
 * @param content opens it from the start, each time
 */
record Upload(Form form, long length, Content content) {

    /** How a file stands in the request: vendors' SDKs differ. */
    enum Form {
        /** As the part {@code file_doc} of a multipart body. */
        MULTIPART,
        /** As the body itself with a line end after it, which the hash does not cover. */
        RAW
    }

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    Upload {
        if (length < 0) {
            throw new IllegalArgumentException("length must be known, was " + length);
        }
    }

    /**
     * SHA-256 in the SDK's own spelling: {@link Integer#toHexString} per byte without a leading zero, so that a byte below
     * 0x10 is one character and the whole is not always 64 long.
     */
    String hashFile() throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (InputStream in = content.open();
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        StringBuilder hex = new StringBuilder(64);
        for (byte b : digest.digest()) {
            hex.append(Integer.toHexString(b & 0xff));
        }
        return hex.toString();
    }
}
