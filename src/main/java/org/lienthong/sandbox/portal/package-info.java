/** The simulated National Public Service Portal: its wire, its state, its counters, and faults that can be switched on. */
@NullMarked
package org.lienthong.sandbox.portal;

import org.jspecify.annotations.NullMarked;
