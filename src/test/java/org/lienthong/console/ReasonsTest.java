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
                "no answer: ConnectException | không trả lời: không kết nối được | no answer: no connection",
                "no answer: OddException | không trả lời: OddException | no answer: OddException",
                "org.example.SomeOddException: with details | SomeOddException | SomeOddException",
                "java.net.ConnectException: Connection refused | không kết nối được | no connection",
                "no answer within 1 s | không trả lời trong 1 giây | no answer within 1 s",
                "not queued | Không đưa được vào hàng đợi (not queued) | not queued",
                "no-agreement | không có thỏa thuận | no agreement",
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
    @CsvSource(
            delimiter = '|',
            value = {
                "3 to H57 because no-answer kind document | 3 tới UBND thành phố Huế vì Không trả lời loại Văn bản",
                "G01/population-confirm 2026-12-06T15:39:32Z to 2026-12-06T19:39:32Z, urgent"
                        + "| G01/population-confirm 06/12/2026 22:39:32 tới 07/12/2026 02:39:32, khẩn cấp",
                "H57 | UBND thành phố Huế",
            })
    void saysWhatIsProposed(String summary, String vietnamese) {
        LocaleContextHolder.setLocale(Locale.forLanguageTag("vi"));
        assertThat(words.order(summary)).isEqualTo(vietnamese);
    }

    @ParameterizedTest
    @CsvSource({"03, anything, Đã tiếp nhận", "99, Của bên gửi, Của bên gửi"})
    void callsAStatusByItsNameOfTheLaw(String code, String name, String said) {
        LocaleContextHolder.setLocale(Locale.forLanguageTag("vi"));
        assertThat(words.business(code, name)).isEqualTo(said);
    }
}
