package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafView;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * A page that leaves whole, or not at all: when its template fails, the error page is made in its stead. Spring's handlers of
 * exceptions do not see what fails that late.
 */
final class WholePage extends ThymeleafView {

    private static final String ERROR = "console/error";

    /** Makes all pages so. */
    @Component
    static final class Always implements SmartInitializingSingleton {

        private final ThymeleafViewResolver pages;

        Always(ThymeleafViewResolver pages) {
            this.pages = pages;
        }

        @Override
        public void afterSingletonsInstantiated() {
            pages.setViewClass(WholePage.class);
            pages.setProducePartialOutputWhileProcessing(false);
        }
    }

    @Override
    public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        try {
            super.render(model, request, response);
        } catch (Exception failure) {
            if (response.isCommitted() || ERROR.equals(getTemplateName())) {
                throw failure; // the reader is gone, or there is no page that could tell
            }
            response.resetBuffer();
            tell(failure, request, response);
        }
    }

    private void tell(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        ApplicationContext context = obtainApplicationContext();
        ModelAndView page = context.getBean(ErrorPages.class).handle(failure, request);
        View view = context.getBean(ThymeleafViewResolver.class).resolveViewName(ERROR, getLocale());
        if (view == null || page.getStatus() == null) {
            throw failure;
        }
        response.setStatus(page.getStatus().value());
        view.render(page.getModel(), request, response);
    }
}
