/** The command line: what {@code java -jar lienthong.jar <command>} does besides serving. */
@NullMarked
package org.lienthong.command;

import org.jspecify.annotations.NullMarked;
