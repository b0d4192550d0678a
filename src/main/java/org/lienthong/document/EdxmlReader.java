package org.lienthong.document;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * Reads edXML (QCVN 102:2016/BTTTT) in one pass with bounded memory: headers become records, attachments are decoded,
 * hashed, inspected and let go. Tolerant of what systems in the field send, strict about what could harm. Thread-safe.
 */
public final class EdxmlReader {

    private final EdxmlLimits limits;
    private final Clock clock;
    private final SecrecyCheck secrecy;
    private final XMLInputFactory2 parsers;

    public EdxmlReader(EdxmlLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.secrecy = new SecrecyCheck(limits.secrecy());
        this.parsers = SecureXml.streaming(limits);
    }

    /** As {@link #read(InputStream, String)} when the transport says nothing about the charset. */
    public Edxml read(InputStream in) throws IOException {
        return read(in, null);
    }

    /**
     * Reads to the end of {@code in}, which stays open; when it is refused, {@code in} may not have been read to its end.
     *
     * @param charset the charset that the transport declared, or null
     * @throws org.lienthong.problem.ProblemException for everything that is wrong with the content
     * @throws IOException only when {@code in} throws it
     */
    public Edxml read(InputStream in, @Nullable String charset) throws IOException {
        Utf8Source source = Utf8Source.open(in, charset, limits.headerBytes());
        XmlCursor xml = XmlCursor.open(parsers, source, limits);
        return new EnvelopeReader(xml, limits, secrecy, new Findings(clock)).read();
    }
}
