package org.lienthong.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.certificate.CertifiedClient;
import org.lienthong.security.certificate.ClientCertificates;
import org.lienthong.security.certificate.RefusedCertificate;
import org.lienthong.security.token.AccessTokens;
import org.lienthong.security.token.ApiPart;
import org.lienthong.security.token.ProvenToken;
import org.lienthong.security.token.RefusedToken;
import org.springframework.http.HttpHeaders;

/**
 * Who is calling: by a key or an access token in {@code Authorization: Bearer}, by the client certificate of the
 * connection, or by both when both say the same. Whatever is presented must be right: a certificate that proves nobody is
 * refused beside a right key, too, but for one that the token is bound to (RFC 8705 §3): that one need be on no list.
 */
public final class Proofs {

    /** What callers prove themselves with. */
    private enum By {
        KEY,
        CERTIFICATE,
        TOKEN
    }

    private final KeyRing keys;
    private final AccessTokens tokens;
    private final ClientCertificates certificates;
    private final Map<By, Counter> proven = new EnumMap<>(By.class);
    private final Map<By, Counter> refused = new EnumMap<>(By.class);

    Proofs(KeyRing keys, AccessTokens tokens, ClientCertificates certificates, MeterRegistry meters) {
        this.keys = keys;
        this.tokens = tokens;
        this.certificates = certificates;
        for (By by : By.values()) {
            proven.put(by, counter(meters, by, "proven"));
            refused.put(by, counter(meters, by, "refused"));
        }
    }

    private static Counter counter(MeterRegistry meters, By by, String result) {
        return Counter.builder("hub.callers")
                .description("Requests by what their callers presented, and whether it proved them")
                .tag("by", by.name().toLowerCase(java.util.Locale.ROOT))
                .tag("result", result)
                .register(meters);
    }

    /**
     * Who is calling.
     *
     * @return empty when the request shows nothing that could tell
     * @throws NotAdmitted when what it shows proves nobody
     * @throws ProblemException INSUFFICIENT_SCOPE when the caller is known and its token is not for this part of the API
     */
    public Optional<Caller> of(HttpServletRequest request) throws NotAdmitted {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        X509Certificate[] chain = ClientCertificates.presented(request);
        if (headers.isEmpty()) {
            return chain == null ? Optional.empty() : Optional.of(counted(By.CERTIFICATE, () -> certified(chain)));
        }
        String bearer = headers.size() == 1 ? BearerKey.of(headers.get(0)).orElse(null) : null;
        if (bearer != null && tokens.isToken(bearer)) {
            return Optional.of(counted(By.TOKEN, () -> token(bearer, chain, request)));
        }
        return Optional.of(counted(By.KEY, () -> key(bearer, chain)));
    }

    /**
     * Whether a caller that has proven itself otherwise presents a certificate, too, that is another one's.
     *
     * @throws NotAdmitted when it does, or when that certificate proves nobody
     */
    public void mustNotContradict(HttpServletRequest request, Caller caller) throws NotAdmitted {
        X509Certificate[] chain = ClientCertificates.presented(request);
        if (chain != null) {
            mustBeOf(caller.agency(), certified(chain));
        }
    }

    /** Someone's proof. */
    @FunctionalInterface
    private interface Proof {
        Caller check() throws NotAdmitted;
    }

    private Caller counted(By by, Proof proof) throws NotAdmitted {
        boolean right = false;
        try {
            Caller caller = proof.check();
            right = true;
            return caller;
        } finally {
            Objects.requireNonNull((right ? proven : refused).get(by)).increment();
        }
    }

    private Caller key(@Nullable String bearer, X509Certificate @Nullable [] chain) throws NotAdmitted {
        Caller caller = bearer == null ? null : keys.find(bearer).orElse(null);
        if (caller == null) {
            throw NotAdmitted.key();
        }
        if (chain != null) {
            mustBeOf(caller.agency(), certified(chain));
        }
        return caller;
    }

    private Caller certified(X509Certificate[] chain) throws NotAdmitted {
        try {
            CertifiedClient client = certificates.prove(chain);
            return Caller.ofCertificate(client.name(), client.fingerprint(), client.agency());
        } catch (RefusedCertificate e) {
            throw NotAdmitted.unproven(e.problem(), "sha256:" + e.fingerprint(), e.reason());
        }
    }

    private Caller token(String bearer, X509Certificate @Nullable [] chain, HttpServletRequest request)
            throws NotAdmitted {
        ProvenToken token;
        try {
            token = tokens.prove(bearer, chain == null ? null : chain[0]);
        } catch (RefusedToken e) {
            throw refused(e);
        }
        Caller caller = caller(token);
        if (chain != null) {
            beside(token, caller, chain);
        }
        String scope = token.missingScope(ApiPart.of(request.getServletPath()).orElse(null));
        if (scope != null) {
            throw NotAdmitted.outOfScope(caller, scope);
        }
        return caller;
    }

    private Caller caller(ProvenToken token) throws NotAdmitted {
        String code = token.agency();
        if (code == null) {
            return new Caller(token.id(), null, Set.of(), token.roles());
        }
        String agency = keys.agency(code).orElse(null);
        if (agency == null) {
            throw refused(RefusedToken.nobody(token));
        }
        return Caller.ofToken(token.id(), agency, token.officer());
    }

    private static NotAdmitted refused(RefusedToken token) {
        return NotAdmitted.unproven(token.problem(), token.credential(), token.reason());
    }

    private void beside(ProvenToken token, Caller caller, X509Certificate[] chain) throws NotAdmitted {
        Caller other;
        try {
            other = certified(chain);
        } catch (NotAdmitted e) {
            if (token.bound()) {
                return;
            }
            throw e;
        }
        mustBeOf(caller.agency(), other);
    }

    private static void mustBeOf(@Nullable String agency, Caller certified) throws NotAdmitted {
        if (!certified.requireAgency().equals(agency)) {
            throw NotAdmitted.unproven(
                    new ProblemException(
                            ProblemType.CERTIFICATE_REFUSED,
                            "The client certificate and what is in Authorization are not of the same agency.",
                            "Chứng thư số máy khách và thông tin trong Authorization không thuộc cùng một cơ quan."),
                    certified.id(),
                    "other-agency");
        }
    }
}
