package org.lienthong.service;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    /** Headers of X-Road that the hub knows; more than these must not be demanded to be understood. */
    private static final Set<String> XROAD_NAMES =
            Set.of("client", "service", "centralService", "id", "userId", "issue", "protocolVersion");

    private static final Set<String> HUB_NAMES = Set.of("purpose", "procedure");
    private static final String NEXT = "http://schemas.xmlsoap.org/soap/actor/next";

    /** What SOAP 1.1 §4.4.1 has a fault code of its own for; the cause is the problem. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Fault(String code, ProblemException problem) {
            super(problem);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * @param charset that the transport says, or null
     * @throws ProblemException when it is no such request
     * @throws Fault when it is none of SOAP 1.1, or demands what the hub does not know
     */
    static SoapMessage read(XMLInputFactory2 xml, byte[] bytes, @Nullable Charset charset) {
        try {
            XMLStreamReader in = xml.createXMLStreamReader(new ByteArrayInputStream(bytes));
            requireSame(charset, in.getEncoding());
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

    /** Two encodings would be two texts (RFC 7303 §3). */
    private static void requireSame(@Nullable Charset charset, @Nullable String actual) {
        String found = String.valueOf(actual).toUpperCase(Locale.ROOT);
        boolean same = charset == null
                || found.startsWith(charset.name())
                || charset.equals(StandardCharsets.US_ASCII) && found.equals("UTF-8");
        if (!same) {
            throw new ProblemException(
                    ProblemType.CHARSET_MISMATCH,
                    "The charset in Content-Type is not that of the XML.",
                    "Bảng mã trong Content-Type không khớp với XML.");
        }
    }

    private static SoapMessage of(SoapElement envelope) {
        if (!envelope.is(ENVELOPE, "Envelope")) {
            throw new Fault(
                    "VersionMismatch",
                    new ProblemException(
                            ProblemType.SCHEMA_VIOLATION,
                            "The request is not an envelope of SOAP 1.1 (" + ENVELOPE + ").",
                            "Yêu cầu không phải phong bì SOAP 1.1 (" + ENVELOPE + ")."));
        }
        List<SoapElement> parts = envelope.children();
        boolean hasHeader = !parts.isEmpty() && parts.get(0).is(ENVELOPE, "Header");
        int before = hasHeader ? 1 : 0;
        boolean wellBuilt = parts.size() == before + 1
                && parts.get(before).is(ENVELOPE, "Body")
                && parts.get(before).children().size() == 1
                && envelope.text().isEmpty()
                && parts.stream().allMatch(part -> part.text().isEmpty());
        if (!wellBuilt) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The envelope holds a Header, if any, and one Body with one element, and nothing else.",
                    "Phong bì gồm Header (nếu có) và đúng một Body với đúng một phần tử, không có gì khác.");
        }
        List<SoapElement> header = hasHeader ? parts.get(0).children() : List.of();
        header.forEach(SoapMessage::requireUnderstood);
        return new SoapMessage(header, parts.get(before).children().get(0));
    }

    private static void requireUnderstood(SoapElement one) {
        if (one.namespace().isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "Each element in the Header has a namespace (SOAP 1.1 §4.2).",
                    "Mỗi phần tử trong Header phải có không gian tên (SOAP 1.1 §4.2).");
        }
        String must = one.attributes().getOrDefault('{' + ENVELOPE + "}mustUnderstand", "");
        String actor = one.attributes().getOrDefault('{' + ENVELOPE + "}actor", "");
        boolean known = one.namespace().equals(XROAD) && XROAD_NAMES.contains(one.name())
                || one.namespace().equals(HUB) && HUB_NAMES.contains(one.name());
        boolean forUs = actor.isEmpty() || actor.equals(NEXT);
        if (!known && forUs && (must.equals("1") || must.equals("true"))) {
            throw new Fault(
                    "MustUnderstand",
                    new ProblemException(
                            ProblemType.NOT_IMPLEMENTED,
                            "A header that must be understood is none that the hub knows.",
                            "Có phần đầu bắt buộc hiểu mà trục không biết tới."));
        }
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
