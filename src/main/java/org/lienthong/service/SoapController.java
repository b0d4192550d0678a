package org.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Resolution;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;
import org.lienthong.problem.Causes;
import org.lienthong.problem.Language;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemReporter;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.RequestRefused;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /soap} and {@code POST /soap/{provider}/{service}}: the data services for callers that speak SOAP 1.1 with
 * X-Road's headers. What a header does not say may stand in the path, or in the HTTP headers of the REST call. Whatever is
 * refused or fails is a fault with HTTP status 500 (SOAP 1.1 §6.2), the status that REST would give in its detail.
 */
@RestController
final class SoapController {

    /** Taken only to be answered in SOAP's own way (SOAP 1.2 §5.4.7). */
    private static final MediaType SOAP_12 = MediaType.parseMediaType("application/soap+xml");

    private static final List<MediaType> ENVELOPES = List.of(MediaType.TEXT_XML, MediaType.APPLICATION_XML, SOAP_12);

    private static final MediaType XML = MediaType.parseMediaType("text/xml; charset=UTF-8");

    private final DataServices services;
    private final Agencies agencies;
    private final XMLInputFactory2 xml;
    private final SoapAnswers answers = new SoapAnswers();
    private final ApplicationEventPublisher events;
    private final int largest;

    SoapController(
            DataServices services,
            Agencies agencies,
            EdxmlLimits limits,
            ServiceSettings settings,
            ApplicationEventPublisher events) {
        this.events = events;
        this.services = services;
        this.agencies = agencies;
        this.xml = SecureXml.streaming(limits);
        this.largest = (int) settings.largestRequest().toBytes();
    }

    @PostMapping({"/soap", "/soap/{provider}/{service}"})
    ResponseEntity<byte[]> call(
            @PathVariable(required = false) @Nullable String provider,
            @PathVariable(required = false) @Nullable String service,
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        String traceId = TraceId.of(request);
        try {
            Charset charset = charset(request);
            SoapMessage message =
                    SoapMessage.read(xml, ServicesController.body(request, largest, beginning -> tooLarge()), charset);
            requireOwn(message, caller);
            ServiceAnswer answer = services.answer(new ServiceRequest(
                    caller,
                    "soap",
                    same(provider, message.provider().orElse(null)),
                    same(service, message.service().orElse(null)),
                    either(message.purpose(), request, "Purpose"),
                    either(message.issue(), request, "Case-Id"),
                    either(message.procedure(), request, "Procedure"),
                    ServicesController.officer(caller, either(message.userId(), request, "Officer-Id")),
                    ServicesController.waitSeconds(request),
                    schemas -> JsonMapper.shared()
                            .writeValueAsBytes(SoapJson.request(
                                    message.request(), schemas.input().getSchemaNode())),
                    traceId));
            return ResponseEntity.ok()
                    .headers(headers -> answer.headers().forEach(headers::set))
                    .contentType(XML)
                    .body(answers.answer(message, answer));
        } catch (RuntimeException e) {
            ProblemException problem = Causes.problem(e);
            if (problem.type().locus() == Locus.CALLER && !problem.recorded()) {
                events.publishEvent(new RequestRefused(problem.type(), "soap", traceId));
            }
            ProblemReporter.log(problem);
            ProblemWriter.prepare(response, problem); // Retry-After and the quota's headers
            Language language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
            return ResponseEntity.internalServerError()
                    .contentType(XML)
                    .body(answers.fault(code(e, problem), problem, language, traceId));
        }
    }

    /** Who a message says that it comes from is who has proven to call. */
    private void requireOwn(SoapMessage message, Caller caller) {
        String client = message.client();
        if (client == null) {
            return;
        }
        boolean own = agencies.resolve(client) instanceof Resolution.Found found
                && found.agency().id().equals(caller.agency());
        if (!own) {
            throw new ProblemException(
                    ProblemType.SENDER_MISMATCH,
                    "The header client names another agency than the caller.",
                    "Phần đầu client ghi cơ quan khác với bên gọi.");
        }
    }

    private static String same(@Nullable String inPath, @Nullable String inHeader) {
        String chosen = inPath == null ? inHeader : inPath;
        if (chosen == null || inHeader != null && !inHeader.equals(chosen)) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The header service names provider and service, the same as the path does.",
                    "Phần đầu service phải ghi bên cung cấp và dịch vụ, giống như trong đường dẫn.");
        }
        return chosen;
    }

    private static @Nullable String either(@Nullable String inMessage, HttpServletRequest request, String header) {
        String inHeader = ServicesController.header(request, header);
        if (inMessage != null && inHeader != null && !inMessage.equals(inHeader)) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The HTTP header " + header + " and the SOAP header of that meaning say different things.",
                    "Tiêu đề HTTP " + header + " và phần đầu SOAP cùng nghĩa có giá trị khác nhau.",
                    new Violation(header, "differs from the SOAP header"));
        }
        return inMessage == null ? inHeader : inMessage;
    }

    private static ProblemException tooLarge() {
        return StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
    }

    /**
     * What the Content-Type says of the text.
     *
     * @throws ProblemException when it is none of an envelope: attachments (MTOM) are not taken, nor is JSON
     */
    private static @Nullable Charset charset(HttpServletRequest request) {
        String told = request.getContentType();
        try {
            MediaType type = told == null ? null : MediaType.parseMediaType(told);
            if (type != null && ENVELOPES.stream().anyMatch(one -> one.equalsTypeAndSubtype(type))) {
                return type.getCharset();
            }
        } catch (InvalidMediaTypeException e) {
            if (e.getMediaType().toLowerCase(Locale.ROOT).contains("charset")) {
                throw StandardDetail.of(ProblemType.UNSUPPORTED_CHARSET);
            }
        }
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "An envelope of SOAP 1.1 comes as text/xml; attachments (MTOM, SwA) are not taken.",
                "Phong bì SOAP 1.1 phải gửi với text/xml; không nhận tệp đính kèm (MTOM, SwA).");
    }

    private static String code(RuntimeException e, ProblemException problem) {
        if (e instanceof SoapMessage.Fault fault) {
            return fault.code();
        }
        return problem.type().locus() == Locus.CALLER ? "Client" : "Server";
    }
}
