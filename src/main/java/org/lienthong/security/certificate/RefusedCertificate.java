package org.lienthong.security.certificate;

import org.lienthong.problem.ProblemException;

/** A certificate was presented that proves nobody. */
public final class RefusedCertificate extends Exception {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String fingerprint;

    RefusedCertificate(Fault fault, String fingerprint) {
        super(fault.word(), null, false, false);
        this.fault = fault;
        this.fingerprint = fingerprint;
    }

    Fault fault() {
        return fault;
    }

    /** The reason in one word, for the audit log. */
    public String reason() {
        return fault.word();
    }

    /** SHA-256 of the certificate in lower-case hex. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What to tell the caller. */
    public ProblemException problem() {
        return fault.problem();
    }
}
