package org.lienthong.service;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;

/**
 * A SOAP 1.1 request with the headers of the X-Road message protocol 4.0: {@code client}, {@code service}, {@code id},
 * {@code userId} (the officer) and {@code issue} (the case); beside them {@code purpose} and {@code procedure} in the
 * hub's own namespace, which X-Road does not know.
 *
 * @param header as they came; an answer repeats them
 * @param request the first element of the body
 */
record SoapMessage(List<SoapElement> header, SoapElement request) {

    static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String XROAD = "http://x-road.eu/xsd/xroad.xsd";
    static final String IDENTIFIERS = "http://x-road.eu/xsd/identifiers";
    static final String HUB = "urn:lienthong:service";

    SoapMessage {
        header = List.copyOf(header);
    }

    /** @throws ProblemException when it is no such request */
    static SoapMessage read(XMLInputFactory2 xml, byte[] bytes) {
        try {
            XMLStreamReader in = xml.createXMLStreamReader(new ByteArrayInputStream(bytes));
            while (in.next() != XMLStreamConstants.START_ELEMENT) {
                if (in.getEventType() == XMLStreamConstants.DTD) {
                    throw StandardDetail.of(ProblemType.XML_DTD_FORBIDDEN);
                }
            }
            SoapElement envelope = SoapElement.read(in);
            while (in.hasNext()) {
                in.next();
            }
            return of(envelope);
        } catch (XMLStreamException e) {
            throw StandardDetail.of(ProblemType.MALFORMED_XML);
        }
    }

    private static SoapMessage of(SoapElement envelope) {
        List<SoapElement> header =
                envelope.child(ENVELOPE, "Header").map(SoapElement::children).orElse(List.of());
        List<SoapElement> body =
                envelope.child(ENVELOPE, "Body").map(SoapElement::children).orElse(List.of());
        if (!envelope.is(ENVELOPE, "Envelope") || body.size() != 1) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The request is a SOAP 1.1 envelope with one element in its body.",
                    "Yêu cầu phải là phong bì SOAP 1.1 có đúng một phần tử trong Body.");
        }
        for (SoapElement one : header) {
            boolean known = one.namespace().equals(XROAD) || one.namespace().equals(HUB);
            if (!known && "1".equals(one.attributes().get('{' + ENVELOPE + "}mustUnderstand"))) {
                throw new ProblemException(
                        ProblemType.NOT_IMPLEMENTED,
                        "A header that must be understood is none that the hub knows.",
                        "Có phần đầu bắt buộc hiểu mà trục không biết tới.");
            }
        }
        return new SoapMessage(header, body.get(0));
    }

    /** The member that calls, or null when the request does not say. */
    @Nullable
    String client() {
        return identifier("client", "memberCode").orElse(null);
    }

    Optional<String> provider() {
        return identifier("service", "memberCode");
    }

    Optional<String> service() {
        return identifier("service", "serviceCode");
    }

    @Nullable
    String userId() {
        return text(XROAD, "userId");
    }

    @Nullable
    String issue() {
        return text(XROAD, "issue");
    }

    @Nullable
    String purpose() {
        return text(HUB, "purpose");
    }

    @Nullable
    String procedure() {
        return text(HUB, "procedure");
    }

    private Optional<String> identifier(String of, String part) {
        return only(XROAD, of)
                .flatMap(element -> element.child(IDENTIFIERS, part))
                .map(SoapElement::text)
                .filter(text -> !text.isEmpty());
    }

    private @Nullable String text(String namespace, String name) {
        return only(namespace, name)
                .map(SoapElement::text)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private Optional<SoapElement> only(String namespace, String name) {
        List<SoapElement> found = new ArrayList<>(
                header.stream().filter(one -> one.is(namespace, name)).toList());
        if (found.size() > 1) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The SOAP header " + name + " is there twice.",
                    "Phần đầu SOAP " + name + " xuất hiện hai lần.");
        }
        return found.stream().findFirst();
    }
}
