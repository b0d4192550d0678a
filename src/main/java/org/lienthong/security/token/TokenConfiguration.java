package org.lienthong.security.token;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Resolution;
import org.lienthong.security.UnsafeConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what checks access tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
class TokenConfiguration {

    @Bean
    KeyRefresh issuersHealthIndicator(TokenSettings settings, ObjectProvider<SslBundles> bundles) {
        Map<String, IssuerKeys> keys = new HashMap<>();
        for (IssuerSettings issuer : settings.issuers()) {
            keys.put(
                    issuer.name(),
                    new IssuerKeys(issuer.name(), fetcher(issuer, settings, bundles), settings, System::nanoTime));
        }
        KeyRefresh refresh = new KeyRefresh(keys);
        refresh.start(settings.patience());
        return refresh;
    }

    @Bean
    AccessTokens accessTokens(TokenSettings settings, KeyRefresh keys, Agencies agencies, Clock clock) {
        Map<String, Issuer> issuers = new HashMap<>();
        for (IssuerSettings issuer : settings.issuers()) {
            issuer.agencies().values().forEach(code -> mustExist(issuer, code, agencies));
            issuers.put(issuer.issuer(), new Issuer(issuer, keys.of(issuer.name()), clock));
        }
        return new AccessTokens(issuers);
    }

    private static void mustExist(IssuerSettings issuer, String code, Agencies agencies) {
        if (agencies.resolve(code) instanceof Resolution.Unknown) {
            throw new UnsafeConfigurationException(
                    "hub.security.tokens.issuers: '" + issuer.name() + "' maps to '" + code
                            + "', which no agency is called.",
                    "Use a code that stands in config/agencies.");
        }
    }

    private static KeyFetcher fetcher(
            IssuerSettings issuer, TokenSettings settings, ObjectProvider<SslBundles> bundles) {
        Path file = issuer.jwksFile();
        if (file != null) {
            return KeyFetcher.of(file);
        }
        URI address = java.util.Objects.requireNonNull(issuer.jwksUri());
        String tls = issuer.tls();
        @Nullable
        SSLContext context =
                tls == null ? null : bundles.getObject().getBundle(tls).createSslContext();
        return KeyFetcher.of(address, settings.fetchTimeout(), context);
    }
}
