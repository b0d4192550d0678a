/** The national document axis' own wire API, as vendors' SDKs speak it. */
@NullMarked
package org.lienthong.vxp;

import org.jspecify.annotations.NullMarked;
