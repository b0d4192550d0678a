package org.lienthong.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.regex.Pattern;

/**
 * {@code %masked(…)} in a pattern of Logback: what looks like a person's number (9 or 12 digits), a phone number, a mail
 * address or a bearer token is replaced. The hub logs none of them; a library might, in the text of an exception.
 */
public final class MaskingConverter extends CompositeConverter<ILoggingEvent> {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![0-9A-Za-z._-])(?:[0-9]{12}|[0-9]{9}|0[1-9][0-9]{8,9}|\\+84[0-9]{9,10})(?![0-9A-Za-z_-]|\\.[0-9])");
    private static final Pattern MAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern TOKEN = Pattern.compile("(?i)(bearer|basic)\\s+[A-Za-z0-9._~+/=-]+");

    @Override
    protected String transform(ILoggingEvent event, String text) {
        return mask(text);
    }

    static String mask(String text) {
        String masked = NUMBER.matcher(text).replaceAll("[number]");
        masked = text.indexOf('@') < 0 ? masked : MAIL.matcher(masked).replaceAll("[mail]");
        return TOKEN.matcher(masked).replaceAll("$1 [token]");
    }
}
