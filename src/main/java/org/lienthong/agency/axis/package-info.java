/** The axis' own list of agencies: read, compared with the register, and proposed as files for a steward to review. */
@NullMarked
package org.lienthong.agency.axis;

import org.jspecify.annotations.NullMarked;
