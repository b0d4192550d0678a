package org.lienthong.call;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a file lies beneath the address of a registered system. It names no host and leads nowhere else: a link made from
 * it can only reach the system that it was made for, at whatever address that has when the link is used.
 *
 * @param path encoded segments with / between, none of them empty, {@code .} or {@code ..}
 * @param query encoded, or null
 */
public record FilePath(String path, @Nullable String query) {

    private static final int LONGEST = 2000;
    private static final String PLAIN = "[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}";
    private static final Pattern SEGMENTS = Pattern.compile("(?:" + PLAIN + ")+(?:/(?:" + PLAIN + ")+)*");
    private static final Pattern QUERY = Pattern.compile("(?:" + PLAIN + "|[/?])*");

    public FilePath {
        boolean sound = path.length() <= LONGEST && SEGMENTS.matcher(path).matches() && staysBeneath(path);
        if (!sound
                || query != null
                        && (query.length() > LONGEST || !QUERY.matcher(query).matches())) {
            throw new IllegalArgumentException("is no path of a file beneath a system's address");
        }
    }

    /** The address as a path beneath the system's; empty when it is not one. */
    public static Optional<FilePath> beneath(URI system, String address) {
        try {
            URI file = new URI(address);
            boolean same = system.getScheme().equalsIgnoreCase(file.getScheme())
                    && system.getHost() != null
                    && system.getHost().equalsIgnoreCase(file.getHost())
                    && port(system) == port(file)
                    && file.getRawUserInfo() == null
                    && file.getRawFragment() == null;
            String base = system.getRawPath() == null ? "" : system.getRawPath().replaceAll("/+$", "");
            if (!same || !file.getRawPath().startsWith(base + "/")) {
                return Optional.empty();
            }
            return Optional.of(new FilePath(file.getRawPath().substring(base.length() + 1), file.getRawQuery()));
        } catch (java.net.URISyntaxException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** The address of the file. */
    URI at(URI system) {
        String base = system.getRawPath() == null ? "" : system.getRawPath().replaceAll("/+$", "");
        String root = system.getScheme() + "://" + system.getRawAuthority() + base + '/' + path;
        return URI.create(query == null ? root : root + '?' + query);
    }

    /** Whatever servers make of it: a segment that is decoded holds no separator, no control character, and is no dot. */
    private static boolean staysBeneath(String path) {
        for (String segment : path.split("/")) {
            String once = decoded(segment);
            String twice = decoded(once);
            if (unsafe(once) || unsafe(twice)) {
                return false;
            }
        }
        return true;
    }

    private static boolean unsafe(String segment) {
        return segment.equals(".")
                || segment.equals("..")
                || segment.startsWith("..;")
                || segment.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7f);
    }

    private static String decoded(String segment) {
        try {
            return java.net.URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme().toLowerCase(Locale.ROOT)) ? 443 : 80;
    }
}
