/** The hub: Camel component and the loading of the routes written in YAML. */
@NullMarked
package org.lienthong.route;

import org.jspecify.annotations.NullMarked;
