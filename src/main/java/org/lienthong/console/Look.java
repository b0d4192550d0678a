package org.lienthong.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Language and colours of the console, kept in two cookies so that they outlast the session. Without them: the browser's
 * language if that is English, else Vietnamese; and the colours that the device asks for.
 */
final class Look implements LocaleResolver {

    static final String LANGUAGE = "lienthong-language";
    static final String THEME = "lienthong-theme";
    static final Set<String> LANGUAGES = Set.of("vi", "en");
    static final Set<String> THEMES = Set.of("auto", "light", "dark");

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    private static final Duration YEAR = Duration.ofDays(365);

    private final boolean secure;

    Look(boolean secure) {
        this.secure = secure;
    }

    static boolean isVietnamese(Locale locale) {
        return !locale.getLanguage().equals("en");
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        String chosen = cookie(request, LANGUAGE, LANGUAGES);
        if (chosen != null) {
            return chosen.equals("en") ? Locale.ENGLISH : VIETNAMESE;
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).startsWith("en") ? Locale.ENGLISH : VIETNAMESE;
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by a form of its own");
    }

    String theme(HttpServletRequest request) {
        String chosen = cookie(request, THEME, THEMES);
        return chosen == null ? "auto" : chosen;
    }

    void keep(HttpServletResponse response, String name, String value) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path(Area.ROOT)
                .maxAge(YEAR)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static @Nullable String cookie(HttpServletRequest request, String name, Set<String> allowed) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(name) && allowed.contains(cookie.getValue())) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
