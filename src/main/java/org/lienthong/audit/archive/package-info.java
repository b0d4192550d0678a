/** Writes archives of a published log: the same log and range give the same bytes, and the verifier accepts them. */
@NullMarked
package org.lienthong.audit.archive;

import org.jspecify.annotations.NullMarked;
