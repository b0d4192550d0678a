package org.lienthong.mapping;

import org.jspecify.annotations.Nullable;

/** A mapping failed; says where and by which rule of its language, and nothing of what it was mapping. */
public final class MappingException extends RuntimeException {

    /**
     * @param line in the mapping's file, or less than 1 when unknown
     * @param reason error code of the language, or a few words
     */
    MappingException(String mapping, int line, String reason, @Nullable Throwable cause) {
        super("mapping " + mapping + (line > 0 ? ":" + line : "") + ": " + reason, cause);
    }
}
