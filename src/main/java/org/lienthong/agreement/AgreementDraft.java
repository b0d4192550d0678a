package org.lienthong.agreement;

import org.lienthong.config.Fields;

/** An agreement that was read but not yet checked against the others, and where it stands. */
record AgreementDraft(Agreement agreement, Fields fields) {}
