package org.lienthong.security.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyClient;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.ClientCertificate;

/** What the agencies' files say about certificates, by what a certificate shows. */
final class ClientIndex {

    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;

    /** Whose a certificate is that shows this. */
    record Client(String agency, String name) {}

    private record Shown(ClientCertificate.Kind kind, String value) {}

    private record Entry(Client client, ClientCertificate certificate) {}

    private final AgencyRegistry source;
    private final Map<Shown, List<Entry>> entries = new HashMap<>();

    ClientIndex(AgencyRegistry source) {
        this.source = source;
        for (Agency agency : source.agencies()) {
            for (AgencyClient client : agency.clients()) {
                for (ClientCertificate certificate : client.certificates()) {
                    entries.computeIfAbsent(
                                    new Shown(certificate.kind(), certificate.value()), shown -> new ArrayList<>(1))
                            .add(new Entry(new Client(agency.id(), client.name()), certificate));
                }
            }
        }
    }

    boolean isOf(AgencyRegistry registry) {
        return source == registry;
    }

    /** Whose the certificate may be: nobody's, one client's, or, when files contradict each other, several clients'. */
    Set<Client> clients(X509Certificate certificate) throws CertificateParsingException {
        if (entries.isEmpty()) {
            return Set.of();
        }
        String issuer = ClientCertificate.canonical(certificate.getIssuerX500Principal());
        Set<Client> clients = new HashSet<>();
        for (Shown shown : shown(certificate)) {
            for (Entry entry : entries.getOrDefault(shown, List.of())) {
                String demanded = entry.certificate().issuer();
                if (demanded == null || demanded.equals(issuer)) {
                    clients.add(entry.client());
                }
            }
        }
        return clients;
    }

    private static List<Shown> shown(X509Certificate certificate) throws CertificateParsingException {
        List<Shown> shown = new ArrayList<>();
        shown.add(new Shown(
                ClientCertificate.Kind.SUBJECT, ClientCertificate.canonical(certificate.getSubjectX500Principal())));
        shown.add(new Shown(ClientCertificate.Kind.SHA256, Fingerprint.of(certificate)));
        shown.add(new Shown(
                ClientCertificate.Kind.PUBLIC_KEY,
                Fingerprint.of(certificate.getPublicKey().getEncoded())));
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            if (name.get(0).equals(DNS_NAME)) {
                shown.add(new Shown(
                        ClientCertificate.Kind.DNS, name.get(1).toString().toLowerCase(Locale.ROOT)));
            } else if (name.get(0).equals(URI_NAME)) {
                shown.add(new Shown(ClientCertificate.Kind.URI, name.get(1).toString()));
            }
        }
        return shown;
    }
}
