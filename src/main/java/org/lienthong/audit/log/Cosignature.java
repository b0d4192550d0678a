package org.lienthong.audit.log;

import java.time.Instant;

/**
 * A witness' word that it saw a checkpoint, and no other history of the log.
 *
 * @param time by the witness' clock
 */
public record Cosignature(WitnessKey witness, Instant time) {}
