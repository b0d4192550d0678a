package org.lienthong.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lienthong.problem.Language;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;

/** Writes SOAP 1.1 answers and faults (§4.4); a fault says in its detail what a problem document says. */
final class SoapAnswers {

    private static final String PROBLEM = "urn:lienthong:problem";

    private final XMLOutputFactory xml = new com.ctc.wstx.stax.WstxOutputFactory();

    /** Writes the body of an envelope. */
    @FunctionalInterface
    private interface Content {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }

    /** The released fields in an element called after the request's, in its namespace; the headers come back. */
    byte[] answer(SoapMessage request, ServiceAnswer answer) {
        return envelope(request.header(), out -> {
            String namespace = request.request().namespace();
            String name = request.request().name() + "Response";
            if (namespace.isEmpty()) {
                out.writeStartElement(name); // as the request's, without one
            } else {
                out.writeStartElement("s", name, namespace);
                out.writeNamespace("s", namespace);
            }
            SoapJson.write(answer.tree(), out);
            out.writeEndElement();
        });
    }

    /** @param code one of SOAP 1.1 §4.4.1, without prefix */
    byte[] fault(String code, ProblemException problem, Language language, String traceId) {
        Locus locus = problem.type().locus();
        boolean vi = language == Language.VI;
        return envelope(List.of(), out -> {
            out.writeStartElement("soap", "Fault", SoapMessage.ENVELOPE);
            text(out, "faultcode", "soap:" + code);
            text(out, "faultstring", vi ? problem.detailVi() : problem.detail());
            text(out, "faultactor", PROBLEM + ":" + locus.name().toLowerCase(Locale.ROOT));
            out.writeStartElement("detail");
            out.writeStartElement("p", "problem", PROBLEM);
            out.writeNamespace("p", PROBLEM);
            text(out, "type", PROBLEM + ":" + problem.type().slug());
            text(out, "title", vi ? problem.type().titleVi() : problem.type().title());
            text(out, "status", Integer.toString(problem.type().status()));
            text(out, "locus", locus.name().toLowerCase(Locale.ROOT));
            text(out, "traceId", traceId);
            out.writeEndElement();
            out.writeEndElement();
            out.writeEndElement();
        });
    }

    private byte[] envelope(List<SoapElement> header, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            XMLStreamWriter out = xml.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("soap", "Envelope", SoapMessage.ENVELOPE);
            out.writeNamespace("soap", SoapMessage.ENVELOPE);
            if (!header.isEmpty()) {
                out.writeStartElement("soap", "Header", SoapMessage.ENVELOPE);
                for (SoapElement one : header) {
                    one.write(out);
                }
                out.writeEndElement();
            }
            out.writeStartElement("soap", "Body", SoapMessage.ENVELOPE);
            content.write(out);
            out.writeEndElement();
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer could not be written as XML", e);
        }
    }

    private static void text(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }
}
