/** Reads the steward's YAML files as trees whose every node knows its file, line and column. */
@NullMarked
package org.lienthong.config;

import org.jspecify.annotations.NullMarked;
