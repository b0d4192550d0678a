package org.lienthong.security;

/** What a caller may do besides what its agency owns. */
public enum Role {
    /** An agency's system: sends, pulls, acknowledges. */
    AGENCY,
    /** Runs the hub: sees every exchange and the management port. */
    OPERATOR,
    /** Edits configuration and routes. */
    STEWARD,
    /** Reads the audit log and who used a person's data. */
    AUDITOR;

    /** As Spring Security names it in authorities. */
    String authority() {
        return "ROLE_" + name();
    }
}
