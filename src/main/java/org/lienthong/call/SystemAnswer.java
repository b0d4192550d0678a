package org.lienthong.call;

/**
 * What a registered system answered, within the limits, of the right kind and well-formed.
 *
 * @param status 2xx
 * @param body UTF-8
 */
public record SystemAnswer(int status, byte[] body) {}
