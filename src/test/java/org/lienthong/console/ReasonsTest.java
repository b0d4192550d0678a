package org.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.agency.TestAgencies;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class ReasonsTest {

    private final Words words = new Words(messages(), TestAgencies.shipped(), Clock.systemUTC(), new Look(false));

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("console.messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @AfterEach
    void reset() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answered 503 | trả lời 503 | answered 503",
                "no answer: ConnectException | Không trả lời (no answer: ConnectException) | no answer: ConnectException",
                "rate-limited | Quá nhiều yêu cầu | Too many requests",
                "Sai nơi nhận | Sai nơi nhận | Sai nơi nhận",
            })
    void saysWhatIsRecordedInTheReadersLanguage(String recorded, String vietnamese, String english) {
        LocaleContextHolder.setLocale(Locale.forLanguageTag("vi"));
        assertThat(words.reason(recorded)).isEqualTo(vietnamese);
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(words.reason(recorded)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({"03, anything, Đã tiếp nhận", "99, Của bên gửi, Của bên gửi"})
    void callsAStatusByItsNameOfTheLaw(String code, String name, String said) {
        LocaleContextHolder.setLocale(Locale.forLanguageTag("vi"));
        assertThat(words.business(code, name)).isEqualTo(said);
    }
}
