/** edXML documents and statuses: read in a stream, checked, and the state machines they move. */
@NullMarked
package org.lienthong.document;

import org.jspecify.annotations.NullMarked;
