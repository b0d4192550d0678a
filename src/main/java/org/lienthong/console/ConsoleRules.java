package org.lienthong.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.lienthong.security.Role;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may see which page. Apart from the API's rules: here, and only here, are sessions, cookies and forms. A session is
 * opened by a right key alone, so strangers fill no memory.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleSettings.class)
class ConsoleRules {

    static final String LOGIN = Area.ROOT + "/login";

    /** Nothing inline, nothing from elsewhere, in nobody's frame. */
    static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    HttpSessionSecurityContextRepository consoleSessions() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    @Order(1)
    SecurityFilterChain consoleChain(
            HttpSecurity http, HttpSessionSecurityContextRepository sessions, ConsoleSettings settings, Clock clock) {
        return http.securityMatcher(Area.ROOT, Area.ROOT + "/**")
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(tokens(settings)))
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .addFilterBefore(new SessionFilter(settings, clock), SecurityContextHolderFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny))
                .exceptionHandling(exceptions -> exceptions
                        .authenticationEntryPoint((request, response, none) -> toLogin(request, response))
                        .accessDeniedHandler((request, response, denied) -> denied(request, response)))
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                            .permitAll()
                            .requestMatchers(LOGIN, Area.ROOT + "/assets/**", Area.ROOT + "/look")
                            .permitAll();
                    // as with the API: others may look
                    rules.requestMatchers(HttpMethod.POST, VersionsController.HERE + "/**")
                            .hasRole(Role.STEWARD.name());
                    for (Area area : Area.values()) {
                        rules.requestMatchers(area.patterns()).hasAnyRole(area.roles());
                    }
                    rules.anyRequest().authenticated(); // logging out, and what leads nowhere
                })
                .build();
    }

    private static CookieCsrfTokenRepository tokens(ConsoleSettings settings) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("lienthong-form");
        tokens.setCookiePath(Area.ROOT);
        tokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(settings.secureCookies()).sameSite("Strict"));
        return tokens;
    }

    /** A part of a page cannot be redirected: the whole page must go. */
    private static void toLogin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") == null) {
            response.sendRedirect(LOGIN);
        } else {
            response.setHeader("HX-Redirect", LOGIN);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private static void denied(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean known = SecurityContextHolder.getContext().getAuthentication() != null
                && !(SecurityContextHolder.getContext().getAuthentication() instanceof AnonymousAuthenticationToken);
        if (!known && !request.getRequestURI().equals(LOGIN)) {
            toLogin(request, response);
            return;
        }
        request.setAttribute(ErrorPages.DENIED, true);
        try {
            request.getRequestDispatcher(Area.ROOT + "/denied").forward(request, response);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
    }
}
