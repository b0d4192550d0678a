package org.lienthong.audit.timestamp;

import org.lienthong.audit.log.StampName;

/**
 * A stamped checkpoint.
 *
 * @param note the signed checkpoint, the very bytes that were stamped
 * @param response the authority's TimeStampResp
 */
record Stamp(StampName name, byte[] note, byte[] response) {}
