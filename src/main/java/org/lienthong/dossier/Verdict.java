package org.lienthong.dossier;

/** What the history says about one of its events; the order is stored and never changes. */
public enum Verdict {
    /** Part of the truth. */
    ACCEPTED,
    /** A wait for the citizen rewritten to a finished state, or a finished state that its own content contradicts. */
    REWRITTEN,
    /** No state may become this one. */
    INVALID_TRANSITION
}
