/** The witness: a small program of its own that cosigns checkpoints of logs whose history it saw grow, and no other. */
@NullMarked
package org.lienthong.audit.witness;

import org.jspecify.annotations.NullMarked;
