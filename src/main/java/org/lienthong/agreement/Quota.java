package org.lienthong.agreement;

/**
 * How often an agreement's consumer may ask.
 *
 * @param perSecond on average, counted in each hub
 * @param burst at once
 * @param perDay between two midnights in Vietnam, counted over all hubs; 0: not limited
 */
public record Quota(int perSecond, int burst, int perDay) {

    public Quota {
        if (perSecond < 1 || burst < 1 || perDay < 0) {
            throw new IllegalArgumentException("a quota allows at least one call");
        }
    }
}
