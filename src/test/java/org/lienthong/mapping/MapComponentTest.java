package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class MapComponentTest {

    private static final MappingSettings SETTINGS = new MappingSettings(
            Duration.ofMillis(300),
            DataSize.ofKilobytes(1),
            DataSize.ofKilobytes(1),
            DataSize.ofMegabytes(16),
            DataSize.ofBytes(100),
            4,
            10);

    @TempDir
    private Path dir;

    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        TestMappings mappings = new TestMappings(dir);
        mappings.write("a/x.jsonata", "{ 'got': a, 'from': $headers.who }");
        mappings.write("x.xsl", TestMappings.stylesheet("<xsl:value-of select='a'/>"));
        mappings.write("code.jsonata", "$code('province', a, '2026-01-01', 'vi')");
        mappings.write("fails.jsonata", "$number(a)");
        mappings.write("none.jsonata", "$code('none', a, '2025-07-01', 'vi')");
        camel = new DefaultCamelContext();
        camel.addComponent(
                "map",
                new MapComponent(Mappings.read(dir, TestMappings.CODES, SETTINGS, TestMappings.CLOCK), SETTINGS));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void takesWhateverBodyHoldsXmlOrJson() {
        Map<String, String> map = Map.of("a", "ế");
        for (Object body : List.of("{\"a\":\"ế\"}", map, new JsonMapper().valueToTree(map))) {
            assertThat(send("a/x.jsonata", body).getMessage().getBody(String.class))
                    .isEqualTo("{\"got\":\"ế\",\"from\":\"G15\"}");
        }
        Exchange xml = send("x.xsl", "<a>ế</a>");
        assertThat(xml.getMessage().getBody(String.class)).contains("<r>ế</r>");
        assertThat(xml.getMessage().getHeader("Content-Type")).isEqualTo("application/xml");
    }

    private Exchange send(String mapping, Object body) {
        return camel.createFluentProducerTemplate()
                .to("map:" + mapping)
                .withHeader("who", "G15")
                .withBody(body)
                .request(Exchange.class);
    }

    @Test
    void refusesAFileThatIsNotThereBeforeAnyMessage() {
        for (String file : List.of("none.xsl", "../x.xsl", "/etc/passwd", "a")) {
            assertThatThrownBy(() -> camel.getEndpoint("map:" + file)).as(file).hasMessageContaining("map:");
        }
    }

    @Test
    void aFailureIsTheCallersOrTheHubsBeforeAProviderAnsweredAndTheProvidersAfterwards() {
        assertThat(problem("code.jsonata", "{\"a\":\"89\"}", false).type()).isEqualTo(ProblemType.UNKNOWN_CODE);
        assertThat(problem("code.jsonata", "{\"a\":\"89\"}", true).type())
                .isEqualTo(ProblemType.PROVIDER_INVALID_RESPONSE);
        assertThat(problem("none.jsonata", "{\"a\":\"89\"}", true).type()).isEqualTo(ProblemType.MAPPING_FAILED);
        assertThat(problem("fails.jsonata", "{\"a\":\"x\"}", false).type()).isEqualTo(ProblemType.MAPPING_FAILED);
        assertThat(problem("fails.jsonata", "{\"a\":\"x\"}", true).type())
                .isEqualTo(ProblemType.PROVIDER_INVALID_RESPONSE);
        assertThat(problem("fails.jsonata", "{\"a\":\"" + "x".repeat(2000) + "\"}", false)
                        .type())
                .isEqualTo(ProblemType.MAPPING_FAILED);
    }

    private ProblemException problem(String mapping, String body, boolean answered) {
        Exchange done = camel.createProducerTemplate().request("map:" + mapping, exchange -> {
            exchange.getIn().setBody(body);
            exchange.setProperty(MapProducer.SYSTEM, answered ? "land" : null);
        });
        return done.getException(ProblemException.class);
    }

    /** A document that is read from somewhere; {@code got} is what a mapping made of it. */
    private record Document(byte[] bytes, String got) implements Mappable {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public Document mapped(String mapping, byte[] form, String contentType) {
            return new Document(form, mapping + " " + contentType + " " + new String(form, UTF_8));
        }
    }

    @Test
    void aDocumentStaysOneInItsOtherForm() {
        Exchange done = send("a/x.jsonata", new Document("{\"a\":1}".getBytes(UTF_8), ""));
        assertThat(done.getMessage().getBody(Document.class).got())
                .isEqualTo("a/x.jsonata application/json {\"got\":1,\"from\":\"G15\"}");
    }

    @Test
    void aDocumentTooLargeForMemoryIsNotRead() {
        Mappable large = new Mappable() {
            @Override
            public long size() {
                return 101;
            }

            @Override
            public InputStream open() {
                throw new AssertionError("was read");
            }

            @Override
            public Object mapped(String mapping, byte[] form, String contentType) {
                throw new AssertionError("was mapped");
            }
        };
        assertThat(send("a/x.jsonata", large).getException())
                .isInstanceOf(MappingException.class)
                .hasMessage("mapping a/x.jsonata: the document has 101 bytes, hub.mapping.max-document is 100");
    }

    @Test
    void aDocumentThatCannotBeMappedSaysWhereAndNothingOfItself() {
        Exchange done = send("fails.jsonata", new Document("{\"a\":\"Nguyễn\"}".getBytes(UTF_8), ""));
        assertThat(done.getException())
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("mapping fails.jsonata")
                .hasMessageNotContaining("Nguyễn");
    }

    @Test
    void oneThatNeverEndsCostsItsCallersTheLimitAndTheOthersNothing() {
        CountDownLatch end = new CountDownLatch(1);
        Supplier<Mapped> endless = () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new Mapped(new byte[0], Mapped.TEXT);
        };
        try (TimedRuns runs = new TimedRuns(SETTINGS)) {
            ThrowingCallable run = () -> runs.run("endless.xsl", endless);
            assertThatThrownBy(run).hasMessage("mapping endless.xsl: took longer than 300 ms");
            assertThatThrownBy(run).hasMessage("mapping endless.xsl: took longer than 300 ms");
            assertThatThrownBy(run).hasMessage("mapping endless.xsl: took too long before and has not ended");
            assertThat(runs.run("other.xsl", () -> new Mapped(new byte[1], Mapped.TEXT))
                            .body())
                    .hasSize(1);
            end.countDown();
            await().ignoreExceptions()
                    .until(() -> runs.run("endless.xsl", endless).body().length == 0);
        }
    }
}
