package org.lienthong.document;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One system that the document passed ({@code TraceHeader}).
 *
 * @param timestamp local time of Asia/Ho_Chi_Minh, or null when the system left it out
 */
public record TraceHop(String organId, @Nullable LocalDateTime timestamp) {}
