/** What operators order while the hub runs: pauses of recipients, planned maintenance, and what is to become of dead letters. */
@NullMarked
package org.lienthong.operation;

import org.jspecify.annotations.NullMarked;
