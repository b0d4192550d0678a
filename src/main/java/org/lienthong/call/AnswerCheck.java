package org.lienthong.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencySystem;
import org.lienthong.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Lets through of a system's answers only what can be one: 2xx, the media type of what the system speaks, UTF-8,
 * well-formed and within limits. What a system says about a failure is not repeated, except the code of a SOAP 1.1 fault
 * (§4.4.1).
 */
final class AnswerCheck {

    private static final int DEPTH = 64;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private final XMLInputFactory2 xml;
    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    AnswerCheck(XMLInputFactory2 xml) {
        this.xml = xml;
    }

    SystemAnswer check(AgencySystem system, HttpCaller.Raw raw) {
        boolean soap = system.kind() == AgencySystem.Kind.SOAP;
        int status = raw.status();
        if (status >= 300 && status < 400) {
            throw ProviderProblems.invalid("is a redirect, which the hub never follows", "là lệnh chuyển hướng");
        }
        Set<String> refusals = system.calls().refusals();
        if (soap && (status == 500 || status >= 200 && status < 300) && isXml(raw.contentType())) {
            String fault = fault(raw.body());
            if (fault != null) {
                throw refusals.contains(fault) ? ProviderProblems.refused(fault) : ProviderProblems.fault(fault);
            }
        }
        if (status < 200 || status >= 300) {
            throw failure(status, refusals);
        }
        if (soap ? !isXml(raw.contentType()) : !isJson(raw.contentType())) {
            throw ProviderProblems.invalid(
                    "is not " + (soap ? "XML" : "JSON"), "không phải " + (soap ? "XML" : "JSON"));
        }
        if (!soap) {
            requireJson(raw.body());
        }
        return new SystemAnswer(status, raw.body());
    }

    private static ProblemException failure(int status, Set<String> refusals) {
        if (refusals.contains(Integer.toString(status))) {
            return ProviderProblems.refused("status " + status);
        }
        boolean answered = status >= 400 && status < 500 && status != 408 && status != 429;
        return answered ? ProviderProblems.fault("status " + status) : ProviderProblems.error("status " + status);
    }

    /** The code of the fault in a well-formed envelope, or null when there is none. */
    private @Nullable String fault(byte[] body) {
        try {
            XMLStreamReader in = xml.createXMLStreamReader(new ByteArrayInputStream(body));
            String encoding = in.getEncoding();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8") && !encoding.equalsIgnoreCase("US-ASCII")) {
                throw ProviderProblems.invalid("is not in UTF-8", "không dùng bảng mã UTF-8");
            }
            int depth = 0;
            boolean envelope = false;
            boolean fault = false;
            String code = "unknown";
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.DTD -> throw notWellFormed("XML");
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        boolean ofSoap = SOAP.equals(in.getNamespaceURI());
                        envelope |= depth == 1 && ofSoap && in.getLocalName().equals("Envelope");
                        fault |= depth == 3 && ofSoap && in.getLocalName().equals("Fault");
                        if (fault && depth == 4 && in.getLocalName().equals("faultcode")) {
                            code = code(in.getElementText());
                            depth--;
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
            }
            if (!envelope) {
                throw ProviderProblems.invalid("is no SOAP 1.1 envelope", "không phải phong bì SOAP 1.1");
            }
            return fault ? code : null;
        } catch (XMLStreamException e) {
            throw notWellFormed("XML");
        }
    }

    private static String code(String text) {
        String local = text.strip().substring(text.strip().indexOf(':') + 1);
        return CODE.matcher(local).matches() ? local : "unknown";
    }

    private void requireJson(byte[] body) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw notWellFormed("JSON");
        }
        try (JsonParser parser = json.createParser(tools.jackson.core.ObjectReadContext.empty(), body)) {
            JsonToken token = parser.nextToken();
            int values = 0;
            for (int depth = 0; token != null; token = parser.nextToken()) {
                requireNumber(parser, token);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
            if (values != 1) {
                throw notWellFormed("JSON");
            }
        } catch (JacksonException e) {
            throw notWellFormed("JSON");
        }
    }

    /** One beyond what a double holds would become infinite, or nothing, on its way (RFC 7493 §2.2). */
    private static void requireNumber(JsonParser parser, JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            return;
        }
        double value = parser.getDoubleValue();
        boolean lost = Double.isInfinite(value)
                || value == 0 && parser.getString().replaceFirst("[eE].*", "").matches(".*[1-9].*");
        if (lost) {
            throw ProviderProblems.invalid("holds a number out of range", "có số vượt phạm vi biểu diễn");
        }
    }

    private static ProblemException notWellFormed(String format) {
        return ProviderProblems.invalid("is not well-formed " + format, "không phải " + format + " hợp lệ");
    }

    private static boolean isXml(@Nullable String contentType) {
        String type = media(contentType);
        return type.equals("text/xml") || type.equals("application/xml") || type.endsWith("+xml");
    }

    private static boolean isJson(@Nullable String contentType) {
        String type = media(contentType);
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** In lower case without parameters; empty when the charset is another one than UTF-8. */
    private static String media(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        String lower = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int charset = lower.indexOf("charset=");
        if (charset >= 0 && !lower.startsWith("utf-8", charset + 8) && !lower.startsWith("us-ascii", charset + 8)) {
            return "";
        }
        int end = lower.indexOf(';');
        return end < 0 ? lower : lower.substring(0, end);
    }
}
