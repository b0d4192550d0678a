package org.lienthong.agency;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/** Reads the list {@code clients} of an agency: which certificates its calling systems prove themselves with. */
final class ClientParser {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){31}");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")+");

    private final Findings findings;
    private final Map<String, Position> places;

    /** @param places gets where each certificate stands, as {@code clients/0/1} */
    ClientParser(Findings findings, Map<String, Position> places) {
        this.findings = findings;
        this.places = places;
    }

    List<AgencyClient> clients(Fields agency) {
        List<AgencyClient> clients = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields item : agency.list("clients")) {
            String name = item.text("name");
            if (!name.isEmpty() && !WORD.matcher(name).matches()) {
                findings.add(item.at("name"), "bad-value", "'name' may hold letters, digits, '.', '_' and '-' only");
            } else if (!name.isEmpty() && !names.add(name)) {
                findings.add(item.at("name"), "duplicate-client", "this agency has two clients '" + name + "'");
            }
            List<ClientCertificate> certificates = certificates(item, "clients/" + clients.size() + '/');
            item.refuseOthers();
            if (!name.isEmpty() && !certificates.isEmpty()) {
                clients.add(new AgencyClient(name, certificates));
            }
        }
        return clients;
    }

    private List<ClientCertificate> certificates(Fields client, String place) {
        List<ClientCertificate> certificates = new ArrayList<>();
        if (client.missing("certificates")) {
            return certificates;
        }
        List<Fields> items = client.list("certificates");
        for (Fields item : items) {
            int before = findings.size();
            ClientCertificate certificate = certificate(item);
            item.refuseOthers();
            if (certificate != null && findings.size() == before) {
                places.put(place + certificates.size(), item.at());
                certificates.add(certificate);
            }
        }
        if (items.isEmpty()) {
            findings.add(client.at("certificates"), "missing-key", "'certificates' must hold at least one certificate");
        }
        return certificates;
    }

    private @Nullable ClientCertificate certificate(Fields item) {
        String subject = item.optionalText("subject");
        String dns = item.optionalText("dns");
        String uri = item.optionalText("uri");
        String sha256 = item.optionalText("sha256");
        String publicKey = item.optionalText("publicKey");
        String issuer = item.has("issuer") ? distinguished(item, "issuer", item.optionalText("issuer")) : null;
        List<ClientCertificate> found = new ArrayList<>();
        add(found, ClientCertificate.Kind.SUBJECT, distinguished(item, "subject", subject), issuer);
        add(found, ClientCertificate.Kind.DNS, host(item, dns), issuer);
        add(found, ClientCertificate.Kind.URI, uri(item, uri), issuer);
        add(found, ClientCertificate.Kind.SHA256, digest(item, "sha256", sha256), issuer);
        add(found, ClientCertificate.Kind.PUBLIC_KEY, digest(item, "publicKey", publicKey), issuer);
        long given = Stream.of("subject", "dns", "uri", "sha256", "publicKey")
                .filter(item::has)
                .count();
        if (given != 1) {
            findings.add(
                    item.at(),
                    given == 0 ? "missing-key" : "contradiction",
                    "each certificate has one of 'subject', 'dns', 'uri', 'sha256' and 'publicKey'");
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    private static void add(
            List<ClientCertificate> found,
            ClientCertificate.Kind kind,
            @Nullable String value,
            @Nullable String issuer) {
        if (value != null) {
            found.add(new ClientCertificate(kind, value, issuer));
        }
    }

    private @Nullable String distinguished(Fields item, String key, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            X500Principal name = new X500Principal(text);
            if (!name.getName().isEmpty()) {
                return ClientCertificate.canonical(name);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        return malformed(item, key, "a distinguished name such as \"CN=documents,O=Bộ Mẫu,C=VN\" (RFC 2253)");
    }

    /** Whole names only: whoever may have a certificate for a wildcard is not one system. */
    private @Nullable String host(Fields item, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String name = text.toLowerCase(Locale.ROOT);
        return HOST.matcher(name).matches() ? name : malformed(item, "dns", "a whole host name, without wildcard");
    }

    private @Nullable String uri(Fields item, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (new URI(text).isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        return malformed(item, "uri", "an absolute URI such as spiffe://g90.example/documents");
    }

    private @Nullable String digest(Fields item, String key, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return DIGEST.matcher(text).matches()
                ? text.replace(":", "").toLowerCase(Locale.ROOT)
                : malformed(item, key, "a SHA-256 in hex: 64 digits, with or without colons");
    }

    private @Nullable String malformed(Fields item, String key, String wanted) {
        findings.add(item.at(key), "bad-certificate", "'" + key + "' must be " + wanted);
        return null;
    }
}
