package org.lienthong.problem;

import java.util.List;

/** A final refusal or failure that the caller is told as a problem document. Its texts never echo what was sent. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final String detailVi;
    private final transient List<Violation> errors;

    /**
     * @param detail what happened and what to do, in English
     * @param detailVi the same in Vietnamese
     */
    public ProblemException(ProblemType type, String detail, String detailVi, Violation... errors) {
        this(type, detail, detailVi, List.of(errors), null);
    }

    public ProblemException(
            ProblemType type,
            String detail,
            String detailVi,
            List<Violation> errors,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(detail, cause, false, cause != null);
        this.type = type;
        this.detailVi = detailVi;
        this.errors = List.copyOf(errors);
    }

    public ProblemType type() {
        return type;
    }

    public String detailVi() {
        return detailVi;
    }

    public List<Violation> errors() {
        return errors;
    }
}
