package org.lienthong.security.certificate;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.security.UnsafeConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks clients for certificates where {@code server.ssl.client-auth} says so, and checks them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificateSettings.class)
class CertificateConfiguration {

    @Bean
    ClientCertificates clientCertificates(
            CertificateSettings settings,
            ServerProperties server,
            ObjectProvider<SslBundles> bundles,
            Agencies agencies,
            Clock clock) {
        Supplier<@Nullable KeyStore> trust = trustStore(server.getSsl(), bundles.getIfAvailable());
        return new ClientCertificates(
                trust, new RevocationLists(settings.crls(), System::nanoTime), agencies, settings, clock);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> askForCertificates() {
        return factory -> {
            if (asks(factory.getSsl())) {
                factory.addConnectorCustomizers(
                        connector -> connector.setProperty("sslImplementationName", AskingTls.class.getName()));
            }
        };
    }

    private static boolean asks(@Nullable Ssl ssl) {
        return Ssl.isEnabled(ssl)
                && ssl != null
                && ssl.getClientAuth() != null
                && ssl.getClientAuth() != Ssl.ClientAuth.NONE;
    }

    /** A bundle may be read anew while the hub runs, so it is asked for its store each time. */
    private static Supplier<@Nullable KeyStore> trustStore(@Nullable Ssl ssl, @Nullable SslBundles bundles) {
        if (ssl == null || !asks(ssl)) {
            return () -> null;
        }
        String name = ssl.getBundle();
        Supplier<@Nullable KeyStore> store;
        if (name == null || bundles == null) {
            KeyStore fixed = WebServerSslBundle.get(ssl).getStores().getTrustStore();
            store = () -> fixed;
        } else {
            store = new TrustStore(() -> bundles.getBundle(name));
        }
        KeyStore first = store.get();
        try {
            if (first == null || Authorities.anchors(first).isEmpty()) {
                throw new UnsafeConfigurationException(
                        "server.ssl.client-auth asks for certificates, and no authority is trusted to issue them.",
                        "Name the authorities' certificates as the trust store of the server's SSL bundle.");
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }
}
