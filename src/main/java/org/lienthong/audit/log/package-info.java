/** The transparency log's hashes and byte formats (RFC 6962, C2SP), shared by the writer and the verifier; no input or output. */
@NullMarked
package org.lienthong.audit.log;

import org.jspecify.annotations.NullMarked;
