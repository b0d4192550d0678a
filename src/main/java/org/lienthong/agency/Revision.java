package org.lienthong.agency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When what is known about an agency last changed.
 *
 * @param number rises with every registration on any hub; 0 for agencies from files
 * @param at instant of a registration, or null for agencies from files
 */
public record Revision(long number, @Nullable Instant at) {

    public static final Revision FILE = new Revision(0, null);
}
