package org.lienthong.document;

import org.jspecify.annotations.Nullable;

/**
 * One attachment, read through and let go.
 *
 * @param contentId without the {@code cid:} prefix
 * @param name the file name as the sender gave it, never used as a path
 * @param contentType as labelled by the sender, which says little: zipped files come as application/pdf, too
 * @param size decoded bytes
 * @param sha256 lower-case hex SHA-256 of the decoded bytes
 */
public record Attachment(
        String contentId, String name, @Nullable String contentType, long size, String sha256) {}
