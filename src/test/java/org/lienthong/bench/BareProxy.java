package org.lienthong.bench;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A Camel route that passes a request on over HTTP and the answer back: no caller is known, nothing checked or kept. */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@Import(BareProxy.Front.class)
class BareProxy {

    static final String PROFILE = "bare-proxy";

    public static void main(String[] args) {
        SpringApplication.run(BareProxy.class, args);
    }

    @Bean
    RouteBuilder route(@Value("${provider}") String provider) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:proxy")
                        .removeHeaders("*")
                        .setHeader("Content-Type", constant("text/xml"))
                        .to(provider + "?httpMethod=POST&connectionsPerRoute=200&maxTotalConnections=200");
            }
        };
    }

    @RestController
    @Profile(PROFILE)
    static class Front {

        private final ProducerTemplate camel;

        Front(ProducerTemplate camel) {
            this.camel = camel;
        }

        @GetMapping("/ready")
        String ready() {
            return "yes";
        }

        @PostMapping("/proxy")
        byte[] proxy(@RequestBody byte[] body) {
            return camel.requestBody("direct:proxy", body, byte[].class);
        }
    }
}
