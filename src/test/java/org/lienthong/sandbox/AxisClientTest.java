package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AxisClientTest {

    private final OutputStream nowhere = OutputStream.nullOutputStream();

    @ParameterizedTest
    @EnumSource
    void sendsAFileInEitherForm(Upload.Form form) throws Exception {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/sandbox/recall.edxml"));
        try (FakeAxis axis = new FakeAxis()) {
            AxisAnswer answer = client(axis.address())
                    .call(
                            AxisOperation.SEND_EDOC,
                            "G18",
                            Map.of("from", "G18", "servicetype", "eDoc", "messagetype", "edoc"),
                            new Upload(form, file.length, () -> new ByteArrayInputStream(file)),
                            nowhere);

            assertThat(answer.docId()).isNotNull();
            assertThat(axis.mails("edoc"))
                    .allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(file));
        }
    }

    @Test
    void tellsARefusalFromAnOutage() throws Exception {
        assertThatThrownBy(() ->
                        answering(200, "{\"status\":\"FAIL\",\"ErrorCode\":\"409\",\"ErrorDesc\":\"sent before\"}"))
                .isInstanceOf(AxisRefusedException.class)
                .hasMessageContaining("409")
                .hasMessageContaining("sent before");
        assertThatThrownBy(
                        () -> answering(403, "{\"status\":\"FAIL\",\"ErrorCode\":\"403\",\"ErrorDesc\":\"not yours\"}"))
                .isInstanceOf(AxisRefusedException.class);
        assertThatThrownBy(
                        () -> answering(503, "{\"status\":\"FAIL\",\"ErrorCode\":\"503\",\"ErrorDesc\":\"stopping\"}"))
                .isInstanceOf(AxisUnavailableException.class);
        assertThatThrownBy(() -> answering(502, "<html>bad gateway</html>"))
                .isInstanceOf(AxisUnavailableException.class);
    }

    @Test
    void callsAnAxisThatIsNotThereUnavailable() {
        assertThatThrownBy(() -> count(URI.create("http://127.0.0.1:1/vxp")))
                .isInstanceOf(AxisUnavailableException.class);
        AxisClient early = new AxisClient(
                () -> {
                    throw new IllegalStateException("no port yet");
                },
                agency -> "",
                Clock.systemUTC());
        assertThatThrownBy(() -> early.call(AxisOperation.COUNT_RECEIVE_EDOC, "G09", Map.of(), null, nowhere))
                .isInstanceOf(AxisUnavailableException.class);
    }

    private AxisAnswer answering(int status, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return count(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    private AxisAnswer count(URI axis) throws Exception {
        return client(axis).call(AxisOperation.COUNT_RECEIVE_EDOC, "G09", Map.of(), null, nowhere);
    }

    private static AxisClient client(URI axis) {
        return new AxisClient(() -> axis, agency -> "demo-" + agency, Clock.systemUTC());
    }
}
