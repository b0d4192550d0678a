/** Checks a published log and single receipts. It shares with the writer the hashes and byte formats, and nothing else. */
@NullMarked
package org.lienthong.audit.verify;

import org.jspecify.annotations.NullMarked;
