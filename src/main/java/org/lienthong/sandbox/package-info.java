/** Simulated agency systems that speak the real wire, for trying the hub out. */
@NullMarked
package org.lienthong.sandbox;

import org.jspecify.annotations.NullMarked;
