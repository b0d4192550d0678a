/** The stewards' mappings, XSLT 3 and JSONata, as a step of a route that can do nothing but map. */
@NullMarked
package org.lienthong.mapping;

import org.jspecify.annotations.NullMarked;
