package org.lienthong.security.certificate;

import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.apache.tomcat.util.net.jsse.JSSEUtil;

/**
 * Tomcat's TLS, but that a handshake does not fail on the client's certificate: the client would learn nothing and the
 * audit log neither. Whoever takes a certificate from a request must have {@link ClientCertificates} check it.
 *
 * <p>Named by its class in Tomcat's setting {@code sslImplementationName}, so that it is used again when a key store is
 * read anew.
 */
public final class AskingTls extends JSSEImplementation {

    @Override
    public SSLUtil getSSLUtil(SSLHostConfigCertificate certificate) {
        return new JSSEUtil(certificate) {
            @Override
            protected boolean isTls13RenegAuthAvailable() {
                return true; // not needed: each handshake asks; else a warning would say that this cannot work
            }

            @Override
            public TrustManager[] getTrustManagers() throws IOException, KeyStoreException {
                return new TrustManager[] {new Asking(sslHostConfig.getTruststore())};
            }
        };
    }

    /** Tells clients which authorities are trusted, so that they choose a certificate, and takes any. */
    private static final class Asking extends X509ExtendedTrustManager {

        private final X509Certificate[] authorities;

        Asking(KeyStore store) throws KeyStoreException {
            this.authorities = Authorities.anchors(store).stream()
                    .map(TrustAnchor::getTrustedCert)
                    .toArray(X509Certificate[]::new);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.clone();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // By ClientCertificates, at each request.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // As above.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // As above.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this side is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }
    }
}
