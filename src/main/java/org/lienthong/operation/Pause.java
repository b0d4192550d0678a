package org.lienthong.operation;

import java.time.Instant;

/**
 * Deliveries to an agency wait, by an operator's order.
 *
 * @param agency its id
 */
public record Pause(String agency, Instant since, String by, String reason) {}
