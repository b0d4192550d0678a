/** The PostgreSQL and the Artemis broker that the hub brings along, and the data directory they live in. */
@NullMarked
package org.lienthong.embedded;

import org.jspecify.annotations.NullMarked;
