/** Publishes the audit entries as a transparency log: tiles, bundles and checkpoints in files, and proofs from them. */
@NullMarked
package org.lienthong.audit.publish;

import org.jspecify.annotations.NullMarked;
