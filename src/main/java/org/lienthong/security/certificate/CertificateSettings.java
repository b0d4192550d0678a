package org.lienthong.security.certificate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers' certificates are checked. Whom to trust stands in the trust store of the server's SSL bundle.
 *
 * @param crls files of certificate revocation lists, PEM or DER (RFC 5280 §5); with any, each authority of a path needs a
 *     list that is not past its next update
 * @param recheck for how long a certificate that was found good is not checked again, but for its own end
 */
@ConfigurationProperties("hub.security.certificates")
public record CertificateSettings(
        @DefaultValue List<Path> crls, @DefaultValue("1m") Duration recheck) {

    public CertificateSettings {
        crls = List.copyOf(crls);
        if (recheck.isNegative() || recheck.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("hub.security.certificates.recheck: 0s to 1h, not " + recheck);
        }
    }
}
