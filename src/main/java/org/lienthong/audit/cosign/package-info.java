/** Asks witnesses to cosign what the hub publishes, and reports when one of them saw another history. */
@NullMarked
package org.lienthong.audit.cosign;

import org.jspecify.annotations.NullMarked;
