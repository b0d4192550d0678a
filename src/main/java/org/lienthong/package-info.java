/** Liên Thông, a hub through which agencies exchange documents and records: the program's entry. */
@NullMarked
package org.lienthong;

import org.jspecify.annotations.NullMarked;
