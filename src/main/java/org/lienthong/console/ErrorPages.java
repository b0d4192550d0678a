package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemReporter;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Tells on a page what the API tells in a problem document. */
@ControllerAdvice("org.lienthong.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ErrorPages {

    /** Request attribute: the rules denied it. */
    static final String DENIED = ErrorPages.class.getName() + ".denied";

    private final Words words;

    ErrorPages(Words words) {
        this.words = words;
    }

    @ExceptionHandler(Exception.class)
    ModelAndView handle(Exception failure, HttpServletRequest request) {
        ProblemException problem = problem(failure);
        ProblemReporter.log(problem);
        return page(problem, request);
    }

    private static ProblemException problem(Exception failure) {
        if (failure instanceof ErrorResponse framework) {
            int status = framework.getStatusCode().value();
            return StandardDetail.of(status == 404 ? ProblemType.NOT_FOUND : ProblemType.MALFORMED_REQUEST);
        }
        if (failure instanceof org.springframework.beans.TypeMismatchException) {
            return StandardDetail.of(ProblemType.MALFORMED_REQUEST);
        }
        return Causes.problem(failure);
    }

    private ModelAndView page(ProblemException problem, HttpServletRequest request) {
        ModelAndView page = new ModelAndView("console/error");
        page.setStatus(HttpStatus.valueOf(problem.type().status()));
        page.addAllObjects(words.shared(request, null));
        boolean vietnamese = Words.isVietnamese();
        page.addObject(
                "title", vietnamese ? problem.type().titleVi() : problem.type().title());
        page.addObject("detail", vietnamese ? problem.detailVi() : problem.detail());
        page.addObject("trace", TraceId.of(request));
        return page;
    }
}
