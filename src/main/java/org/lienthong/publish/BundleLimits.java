package org.lienthong.publish;

import org.springframework.util.unit.DataSize;

/**
 * What one configuration may demand.
 *
 * @param maxBundle bytes as they come, packed
 * @param maxFiles how many there may be
 * @param maxFile bytes of one
 * @param maxSize bytes of all of them, unpacked
 */
record BundleLimits(DataSize maxBundle, int maxFiles, DataSize maxFile, DataSize maxSize) {}
