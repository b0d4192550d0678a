/** Has the checkpoint stamped by outside authorities (RFC 3161), so that nobody can date the log back or forward. */
@NullMarked
package org.lienthong.audit.timestamp;

import org.jspecify.annotations.NullMarked;
