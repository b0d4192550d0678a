/** Which data services there are, and who may use them, for which purpose, which fields, how often. */
@NullMarked
package org.lienthong.agreement;

import org.jspecify.annotations.NullMarked;
