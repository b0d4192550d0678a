package org.lienthong.agency;

import java.util.List;

/**
 * A system of an agency that calls the hub and proves itself with a client certificate.
 *
 * @param name unique within the agency; agreements and audit entries name it so
 * @param certificates which certificates are its own: several may be so at the same time, while one replaces another
 */
public record AgencyClient(String name, List<ClientCertificate> certificates) {

    public AgencyClient {
        certificates = List.copyOf(certificates);
        if (name.isBlank() || certificates.isEmpty()) {
            throw new IllegalArgumentException("a client has a name and a certificate: '" + name + "'");
        }
    }
}
