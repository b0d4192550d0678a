package org.lienthong.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TestIssuer;

/** Keys are fetched beside the calls, seldom, and last while their issuer is away. */
class IssuerKeysTest {

    private final AtomicLong nanos = new AtomicLong();
    private TestIssuer server;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = new TestIssuer();
        TokenSettings settings = new TokenSettings(
                List.of(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofMillis(200),
                2,
                Duration.ofHours(24));
        keys = new IssuerKeys("sso", KeyFetcher.of(server.keys(), settings.fetchTimeout(), null), settings, nanos::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private boolean knows(String id) {
        return !keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null)
                .isEmpty();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void fetched(int times) {
        Patience.await().until(() -> server.fetched() == times && !keys.isFetching());
    }

    @Test
    void anUnknownKeyIsFetchedAtOnceButNotAgainAndAgain() {
        assertThat(knows("first")).isTrue();
        server.rotate("second", true);
        assertThat(knows("second")).isFalse();
        later(Duration.ofSeconds(11));
        assertThat(knows("second")).isTrue();
        assertThat(knows("first")).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(knows("strange-" + i)).isFalse();
        }
        assertThat(server.fetched()).isEqualTo(2);
    }

    @Test
    void whatIsKnownLastsWhileTheIssuerIsAway() {
        assertThat(knows("first")).isTrue();
        server.answers(503);
        later(Duration.ofMinutes(6));
        keys.tick();
        fetched(2);
        assertThat(keys.failure()).contains("503");
        assertThat(knows("first")).isTrue();

        later(Duration.ofHours(24));
        assertThat(knows("first")).as("not for ever").isFalse();

        server.answers(200);
        later(Duration.ofSeconds(11));
        keys.tick();
        Patience.await().until(() -> keys.failure() == null);
        assertThat(knows("first")).isTrue();
    }

    @Test
    void anIssuerThatHangsHoldsUpNobodyForLong() {
        assertThat(knows("first")).isTrue();
        server.hangs(true);
        later(Duration.ofSeconds(11));
        long start = System.nanoTime();
        assertThat(knows("strange")).isFalse();
        assertThat(knows("first")).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        Patience.await().until(() -> keys.failure() != null);
        assertThat(knows("first")).isTrue();
    }

    @Test
    void anIssuerThatIsNotThereYetIsFoundLater() {
        server.answers(500);
        assertThat(knows("first")).isFalse();
        server.answers(200);
        later(Duration.ofSeconds(11));
        keys.tick();
        Patience.await().until(() -> keys.failure() == null);
        assertThat(knows("first")).isTrue();
    }

    @Test
    void secretsAndShortKeysAreNotTaken() {
        IssuerKeys weak = new IssuerKeys(
                "sso",
                () -> java.util.concurrent.CompletableFuture.completedFuture(
                        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMw\"}]}"),
                new TokenSettings(
                        List.of(),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1,
                        Duration.ofHours(1)),
                nanos::get);
        assertThat(weak.get(new JWKSelector(new JWKMatcher.Builder().keyID("a").build()), null))
                .isEmpty();
        assertThat(weak.failure()).contains("no usable key");
    }
}
