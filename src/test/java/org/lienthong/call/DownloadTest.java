package org.lienthong.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.Agency;
import org.lienthong.agency.TestAgencies;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** A file of a registered system, over a real socket. */
class DownloadTest {

    private static final Agency OWNER =
            TestAgencies.shipped().current().byId("G22").orElseThrow();

    private final TestProvider provider = new TestProvider();
    private final Systems systems = TestSystems.of(Duration.ofSeconds(5), 4);

    @AfterEach
    void close() throws IOException {
        systems.close();
        provider.close();
    }

    private void download(long largest, Duration time, FileSink sink) throws IOException {
        systems.download(
                OWNER,
                TestSystems.rest(provider.url()),
                new FilePath("1/giay.pdf", "v=1"),
                largest,
                Deadline.in(time, System::nanoTime),
                sink);
    }

    @Test
    void handsOnTheBytesAndWhatTheyAre() throws IOException {
        provider.behave(TestProvider.status(200, "application/pdf", "%PDF mẫu"));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StringBuilder told = new StringBuilder();
        download(100, Duration.ofSeconds(5), (type, length) -> {
            told.append(type).append(' ').append(length);
            return file;
        });
        assertThat(file.toString(UTF_8)).isEqualTo("%PDF mẫu");
        assertThat(told).hasToString("application/pdf 10");
        assertThat(provider.requests())
                .extracting(TestProvider.Request::line)
                .containsExactly("GET /service/1/giay.pdf?v=1 HTTP/1.1");
    }

    @Test
    void neverFollowsARedirect() {
        provider.behave(TestProvider.redirect("http://127.0.0.1:1/"));
        refuses(ProblemType.PROVIDER_ERROR, 100, Duration.ofSeconds(5));
    }

    @Test
    void refusesWhatIsTooLargeAnnouncedOrNot() {
        provider.behave(TestProvider.large(1 << 20, true));
        refuses(ProblemType.PROVIDER_INVALID_RESPONSE, 100_000, Duration.ofSeconds(5));
        provider.behave(TestProvider.large(1 << 20, false));
        refuses(ProblemType.PROVIDER_INVALID_RESPONSE, 100_000, Duration.ofSeconds(5));
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        provider.behave(TestProvider.status(404, "text/html", "không có"));
        refuses(ProblemType.PROVIDER_FAULT, 100, Duration.ofSeconds(5));
    }

    @Test
    void endsByTheDeadlineEvenWhenBytesKeepComing() {
        provider.behave(TestProvider.drip());
        refuses(ProblemType.PROVIDER_TIMEOUT, 100_000, Duration.ofMillis(300));
    }

    private void refuses(ProblemType type, long largest, Duration time) {
        assertThatThrownBy(() -> download(largest, time, (contentType, length) -> OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(type));
    }

    @Test
    void doesNotBlameTheSystemWhenTheOneItIsForIsGone() {
        provider.behave(TestProvider.large(8 << 20, true));
        for (int i = 0; i < 12; i++) { // more than would open the breaker
            assertThatThrownBy(() -> download(8 << 20, Duration.ofSeconds(5), (type, length) -> new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw new IOException("gone");
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
        }
        assertThat(systems.reports().values()).extracting(SystemReport::circuit).contains("closed");
    }
}
