package org.lienthong.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.lienthong.delivery.Traffic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What pages are made with: the style sheet, two scripts, and the reader's language. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    @Bean("localeResolver")
    Look look(ConsoleSettings settings) {
        return new Look(settings.secureCookies());
    }

    @Bean
    WaitingCurve waitingCurve(Traffic traffic, Clock clock) {
        WaitingCurve curve = new WaitingCurve(traffic, clock);
        curve.start();
        return curve;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl cache = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();
        registry.setOrder(-1); // before the controllers, one of which answers for whatever path leads nowhere
        registry.addResourceHandler(Area.ROOT + "/assets/*.min.js")
                .addResourceLocations(htmx())
                .setCacheControl(cache);
        registry.addResourceHandler(Area.ROOT + "/assets/**")
                .addResourceLocations("classpath:/console/assets/")
                .setCacheControl(cache);
    }

    /** The directory in the WebJar, whatever version it is of. */
    private static Resource htmx() {
        String pattern = "classpath*:/META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js";
        try {
            Resource script = new PathMatchingResourcePatternResolver().getResources(pattern)[0];
            String url = script.getURL().toString();
            return new UrlResource(URI.create(url.substring(0, url.lastIndexOf('/') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
