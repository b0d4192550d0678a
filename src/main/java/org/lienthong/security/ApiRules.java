package org.lienthong.security;

import jakarta.servlet.DispatcherType;
import org.lienthong.problem.ProblemWriter;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Who may call which path. What is not listed here is denied: a new controller needs a line. No session, no cookie, no
 * form, so no CSRF token either; no CORS, so no browser page of others can call.
 */
@Configuration(proxyBeanMethods = false)
class ApiRules {

    private static final String AGENCY = Role.AGENCY.name();
    private static final String AUDITOR = Role.AUDITOR.name();
    private static final String OPERATOR = Role.OPERATOR.name();
    private static final String STEWARD = Role.STEWARD.name();

    @Bean
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Proofs proofs,
            FailedAttempts failures,
            IntakeRate intakeRate,
            Bulkhead bulkhead,
            Refusals refusals,
            ProblemWriter problems,
            ApplicationEventPublisher events) {
        Stateless.apply(http, refusals)
                .addFilterBefore(new CallerFilter(proofs, failures, problems), BasicAuthenticationFilter.class)
                .addFilterAfter(new FramingFilter(problems, events), AuthorizationFilter.class)
                .addFilterAfter(new IdempotencyKeyFilter(problems, events), AuthorizationFilter.class)
                .addFilterAfter(new IntakeRateFilter(intakeRate, problems), AuthorizationFilter.class)
                .addFilterAfter(new BulkheadFilter(bulkhead, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(
                                "/api/v1/documents",
                                "/api/v1/inbox",
                                "/api/v1/inbox/**",
                                "/api/v1/dossiers",
                                "/api/v1/progress",
                                "/api/v1/portal-dossiers",
                                "/api/v1/dossier-codes",
                                "/api/v1/dossier-codes/*",
                                "/api/v1/dossier-files/*",
                                "/api/v1/files/*",
                                "/api/v1/payments",
                                "/api/v1/payments/confirmations",
                                "/api/v1/services/**",
                                "/soap",
                                "/soap/**")
                        .hasRole(AGENCY)
                        .requestMatchers(
                                HttpMethod.GET, "/api/v1/exchanges", "/api/v1/exchanges/*/story", "/api/v1/calls")
                        .hasAnyRole(AGENCY, OPERATOR, AUDITOR)
                        .requestMatchers(
                                "/api/v1/exchanges/**",
                                "/api/v1/payments/**",
                                "/api/v1/batches/**",
                                "/api/v1/dossiers/*")
                        .hasAnyRole(AGENCY, OPERATOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/usage/*")
                        .hasAnyRole(AGENCY, AUDITOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/statistics", "/api/v1/statistics/**")
                        .hasAnyRole(AGENCY, OPERATOR, STEWARD, AUDITOR)
                        .requestMatchers(HttpMethod.PUT, "/api/v1/statistics/supplied")
                        .hasAnyRole(STEWARD, OPERATOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/operations/**")
                        .hasAnyRole(OPERATOR, AUDITOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/maintenance")
                        .hasAnyRole(AGENCY, OPERATOR, STEWARD, AUDITOR)
                        .requestMatchers("/api/v1/operations/**", "/api/v1/operator/**")
                        .hasRole(OPERATOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/configuration", "/api/v1/configuration/**")
                        .hasAnyRole(STEWARD, OPERATOR, AUDITOR)
                        .requestMatchers(HttpMethod.POST, "/api/v1/configuration", "/api/v1/configuration/**")
                        .hasRole(STEWARD)
                        .requestMatchers("/api/v1/steward/**")
                        .hasAnyRole(STEWARD, OPERATOR)
                        .requestMatchers(HttpMethod.GET, "/api/v1/catalogue", "/api/v1/catalogue/**")
                        .permitAll() // strangers are shown the public part
                        .requestMatchers(HttpMethod.GET, "/log/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/log/**", "/api/v1/catalogue", "/api/v1/catalogue/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/sandbox/timestamp-authority")
                        .permitAll()
                        // Last, because they look for a class at every request; no endpoint has a path of those above.
                        .requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .hasRole(OPERATOR)
                        .anyRequest()
                        .access((caller, context) -> {
                            context.getRequest().setAttribute(Refusals.UNLISTED, true);
                            return new AuthorizationDecision(false);
                        }));
        return http.build();
    }
}
