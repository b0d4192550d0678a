package org.lienthong.call;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where a file of a registered system goes, piece by piece. */
@FunctionalInterface
public interface FileSink {

    /**
     * Called once, when the system has begun to answer with the file.
     *
     * @param contentType as the system says
     * @param length in bytes, or -1 when the system does not say
     * @return what the file is written to
     */
    OutputStream begin(@Nullable String contentType, long length) throws IOException;
}
