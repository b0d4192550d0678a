/** Shows who used a person's data, to auditors and through the portal, and erases a person at an operator's word. */
@NullMarked
package org.lienthong.usage;

import org.jspecify.annotations.NullMarked;
