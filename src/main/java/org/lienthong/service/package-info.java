/** Data services: who asks is checked against an agreement, what is answered is reduced to it, and both are on record. */
@NullMarked
package org.lienthong.service;

import org.jspecify.annotations.NullMarked;
