package org.lienthong.problem;

/**
 * One thing wrong in what was sent.
 *
 * @param pointer where: an XPath of element names for XML, a JSON pointer for JSON, or a header name
 * @param detail what is wrong there, in English, without echoing personal data
 */
public record Violation(String pointer, String detail) {}
