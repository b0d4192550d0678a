package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.Patience;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Limits are counted for the life of the server, so each test has its own agencies and a fresh server. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hub.security.failures-per-minute=1",
            "hub.security.failure-burst=3",
            "hub.security.intake-per-second=1",
            "hub.security.intake-burst=2",
            "hub.security.concurrent-per-agency=2"
        })
@ContextConfiguration(classes = {WebSlice.class, LimitsTest.Slow.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class LimitsTest {

    @RestController
    static class Slow {

        final CountDownLatch open = new CountDownLatch(1);
        final CountDownLatch inside = new CountDownLatch(2);
        final List<Denial> denials = new ArrayList<>();

        @PostMapping("/api/v1/documents")
        String accept() {
            return "accepted";
        }

        @GetMapping("/api/v1/inbox")
        String poll() throws InterruptedException {
            inside.countDown();
            open.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            return "polled";
        }

        @EventListener
        void on(Denial denial) {
            denials.add(denial);
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Slow slow;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    private RawHttp.Answer call(String method, String path, String key) throws IOException {
        return http.send(method + " " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static void assertLimited(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:rate-limited");
        assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 60);
    }

    @Test
    void guessingIsSlowedDownButARightKeyStillOpens() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(call("POST", "/api/v1/documents", "guess-" + i).status()).isEqualTo(401);
        }
        assertLimited(call("POST", "/api/v1/documents", "guess-4"));
        assertThat(call("POST", "/api/v1/documents", "demo-G22").status()).isEqualTo(200);
        assertThat(slow.denials).hasSize(3).allMatch(denial -> denial.caller() == null);
    }

    @Test
    void anAgencyThatSendsTooFastIsToldToWait() throws IOException {
        assertThat(call("POST", "/api/v1/documents", "demo-G22").status()).isEqualTo(200);
        assertThat(call("POST", "/api/v1/documents", "demo-000.00.00.G22").status())
                .isEqualTo(200);
        assertLimited(call("POST", "/api/v1/documents", "demo-G22"));
        assertLimited(call("POST", "/api/v1/%64ocuments", "demo-G22"));
        assertThat(call("POST", "/api/v1/documents", "demo-G15").status()).isEqualTo(200);
    }

    @Test
    void anAgencyThatHoldsItsPlacesLeavesThoseOfOthers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<RawHttp.Answer>> polls = List.of(
                    callers.submit(() -> call("GET", "/api/v1/inbox", "demo-G22")),
                    callers.submit(() -> call("GET", "/api/v1/inbox", "demo-G22")));
            assertThat(slow.inside.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertLimited(call("GET", "/api/v1/inbox", "demo-G22"));
            slow.open.countDown();
            assertThat(call("GET", "/api/v1/inbox", "demo-G15").status()).isEqualTo(200);
            for (Future<RawHttp.Answer> poll : polls) {
                assertThat(poll.get().status()).isEqualTo(200);
            }
            assertThat(call("GET", "/api/v1/inbox", "demo-G22").status()).isEqualTo(200);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aWrongRoleIsADenialOfAKnownCaller() throws IOException {
        assertThat(call("POST", "/api/v1/documents", "demo-steward").status()).isEqualTo(403);
        assertThat(slow.denials)
                .singleElement()
                .satisfies(denial -> assertThat(denial.caller().id()).isEqualTo("demo-steward"));
    }
}
