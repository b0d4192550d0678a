package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.TestAgencies;
import org.lienthong.security.certificate.CertificateSettings;
import org.lienthong.security.token.ApiPart;
import org.lienthong.security.token.IssuerSettings;
import org.lienthong.security.token.TokenSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** The example of a production's settings is one that the hub takes. */
class ProductionExampleTest {

    @Test
    void isWhatTheHubReads() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("example", new FileSystemResource("docs/operations/application.yaml"))
                .forEach(environment.getPropertySources()::addFirst);
        environment.setActiveProfiles("production");
        Binder binder = Binder.get(environment);

        SecurityProperties security =
                binder.bind("hub.security", SecurityProperties.class).get();
        ServerProperties server = binder.bind("server", ServerProperties.class).get();
        ProductionGuard.check(environment, security, server);
        KeyRing keys = new KeyRing(security, TestAgencies.shipped(), Clock.systemUTC());
        assertThat(keys.find("a-long-random-key")).map(Caller::agency).hasValue("G18");
        assertThat(server.getSsl()).extracting(Ssl::getClientAuth).isEqualTo(Ssl.ClientAuth.WANT);
        assertThat(binder.bind("hub.security.certificates", CertificateSettings.class)
                        .get()
                        .crls())
                .hasSize(2);
        assertThat(binder.bind("hub.security.tokens", TokenSettings.class).get().issuers())
                .extracting(IssuerSettings::name)
                .containsExactly("agencies", "staff");
        IssuerSettings agencies = binder.bind("hub.security.tokens", TokenSettings.class)
                .get()
                .issuers()
                .get(0);
        assertThat(agencies.scopes()).containsEntry(ApiPart.DOSSIERS, "lt.dossiers");
        assertThat(agencies.algorithms()).containsExactlyInAnyOrder("RS256", "PS256", "ES256");
    }
}
