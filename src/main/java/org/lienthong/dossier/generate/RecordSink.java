package org.lienthong.dossier.generate;

import java.io.IOException;

/** Where generated records go. */
public interface RecordSink extends AutoCloseable {

    /** Takes the record at which the stream stands. */
    void take(DossierStream stream) throws IOException;

    /** Sends what is left. */
    @Override
    void close() throws IOException;
}
