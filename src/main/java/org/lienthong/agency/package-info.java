/** Agencies, their codes through time, aliases, successors, systems and how each receives. */
@NullMarked
package org.lienthong.agency;

import org.jspecify.annotations.NullMarked;
