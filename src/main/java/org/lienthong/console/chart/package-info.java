/** Where the lines and boxes of the console's pictures go; templates draw them as SVG. */
@NullMarked
package org.lienthong.console.chart;

import org.jspecify.annotations.NullMarked;
