package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class StepCountsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final StepCounts counts = new StepCounts(Clock.fixed(NOW, ZoneOffset.UTC));
    private DefaultCamelContext context;
    private ProducerTemplate messages;
    private RuntimeException failure;

    @BeforeEach
    void start() throws Exception {
        context = started("running");
        messages = context.createProducerTemplate();
    }

    private DefaultCamelContext started(String name) throws Exception {
        DefaultCamelContext started = new DefaultCamelContext();
        started.getCamelContextExtension().setName(name);
        started.getCamelContextExtension().addInterceptStrategy(counts);
        started.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // or it writes each failure into the log
                from("direct:in")
                        .routeId("sample")
                        .setBody(constant("text"))
                        .id("first")
                        .filter(constant(true))
                        .id("around")
                        .process(exchange -> {
                            if (failure != null) {
                                throw failure;
                            }
                        })
                        .id("inner")
                        .end()
                        .setBody(constant("more"))
                        .id("last");
            }
        });
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void send(RuntimeException next) {
        failure = next;
        messages.send("direct:in", exchange -> {});
    }

    private static ProblemException problem(ProblemType type) {
        return new ProblemException(type, "It did not work.", "Không thực hiện được.");
    }

    @Test
    void countsWhatPassesEachStep() {
        send(null);
        send(null);
        for (String step : List.of("first", "around", "inner", "last")) {
            assertThat(counts.of(step)).as(step).isEqualTo(new StepCounts.Count(2, 0, 0, null, null, false));
        }
        assertThat(counts.of("unknown")).isEqualTo(StepCounts.Count.NONE);
    }

    @Test
    void marksTheStepThatFailsAndNoneAroundIt() {
        send(new IllegalStateException("Nguyễn Văn Mẫu"));
        assertThat(counts.of("inner")).isEqualTo(new StepCounts.Count(0, 0, 1, NOW, "IllegalStateException", true));
        assertThat(counts.of("around").failed()).isZero();
        assertThat(counts.of("around").failing()).isFalse();
        assertThat(counts.of("first").passed()).isEqualTo(1);
        assertThat(counts.of("last")).isEqualTo(StepCounts.Count.NONE);
    }

    @Test
    void isNoLongerMarkedWhenSomethingPassesButRemembersWhen() {
        send(problem(ProblemType.INTERNAL_ERROR));
        assertThat(counts.of("inner").failing()).isTrue();
        send(null);
        assertThat(counts.of("inner"))
                .isEqualTo(new StepCounts.Count(1, 0, 1, NOW, ProblemType.INTERNAL_ERROR.slug(), false));
    }

    @Test
    void whatTheCallerSentWrongIsRefusedAndMarksNothing() {
        send(problem(ProblemType.MALFORMED_REQUEST));
        assertThat(counts.of("inner")).isEqualTo(new StepCounts.Count(0, 1, 0, null, null, false));
    }

    @Test
    void aNewVersionsRoutesBeginWithNothing() throws Exception {
        counts.running(List.of("running"));
        send(new IllegalStateException());
        try (DefaultCamelContext next = started("next")) {
            counts.running(List.of("next"));
            assertThat(counts.of("inner")).isEqualTo(StepCounts.Count.NONE);
            failure = null;
            next.createProducerTemplate().send("direct:in", exchange -> {});
            assertThat(counts.of("inner").passed()).isEqualTo(1);
        }
    }
}
