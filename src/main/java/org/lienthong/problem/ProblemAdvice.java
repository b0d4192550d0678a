package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever leaves a controller, or finds none, into a problem document. */
@RestControllerAdvice
@Order
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final List<String> HEADERS =
            List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_PATCH, HttpHeaders.RETRY_AFTER);

    private final ProblemReporter reporter;
    private final ApplicationEventPublisher events;

    ProblemAdvice(ProblemReporter reporter, ApplicationEventPublisher events) {
        this.reporter = reporter;
        this.events = events;
    }

    @ExceptionHandler(Exception.class)
    void handle(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof AsyncRequestNotUsableException) {
            LOG.debug("The caller is gone", failure);
            return;
        }
        if (response.isCommitted()) {
            // Part of the answer has left: only a broken connection can still tell the caller that it is not whole.
            throw failure;
        }
        ProblemException problem = problem(failure, request, response);
        if (problem.type().locus() == Locus.CALLER && !problem.recorded()) {
            events.publishEvent(new RequestRefused(problem.type(), "rest", TraceId.of(request)));
        }
        reporter.report(request, response, problem);
    }

    private static ProblemException problem(
            Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (failure instanceof HttpMessageNotReadableException) {
            ProblemException told = Causes.problem(failure);
            return told.type() == ProblemType.INTERNAL_ERROR ? StandardDetail.of(ProblemType.MALFORMED_JSON) : told;
        }
        if (failure instanceof MissingServletRequestParameterException missing) {
            String name = missing.getParameterName();
            return new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The parameter '" + name + "' is missing.",
                    "Thiếu tham số '" + name + "'.",
                    new Violation("/" + name, "is missing"));
        }
        if (failure instanceof ErrorResponse framework) {
            HEADERS.forEach(
                    name -> framework.getHeaders().getOrEmpty(name).forEach(value -> response.setHeader(name, value)));
            if (failure instanceof HttpMediaTypeNotSupportedException && namesUnknownCharset(request)) {
                return StandardDetail.of(ProblemType.UNSUPPORTED_CHARSET, failure);
            }
            return StandardDetail.of(HttpStatuses.type(framework.getStatusCode().value()), failure);
        }
        if (failure instanceof TypeMismatchException) {
            return mismatch(failure);
        }
        return Causes.problem(failure);
    }

    /** A path that leads nowhere, or a parameter that is not what it should be. */
    private static ProblemException mismatch(Exception failure) {
        if (!(failure instanceof MethodArgumentTypeMismatchException argument)) {
            return StandardDetail.of(ProblemType.MALFORMED_REQUEST);
        }
        if (argument.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return StandardDetail.of(ProblemType.NOT_FOUND);
        }
        String name = argument.getName();
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The parameter '" + name + "' is not of the kind expected.",
                "Tham số '" + name + "' không đúng kiểu.",
                new Violation("/" + name, "is not of the kind expected"));
    }

    private static boolean namesUnknownCharset(HttpServletRequest request) {
        String charset = request.getCharacterEncoding();
        try {
            return charset != null && !Charset.isSupported(charset);
        } catch (IllegalCharsetNameException e) {
            return true;
        }
    }
}
