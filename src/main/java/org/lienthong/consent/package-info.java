/** The consent of a second person: what the configuration lists is proposed by one and done when another one agrees. */
@NullMarked
package org.lienthong.consent;

import org.jspecify.annotations.NullMarked;
