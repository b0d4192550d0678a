package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the axis' operations over HTTP, signed as the SDK signs. All tests share the one hub. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"hub.security.failure-burst=1000", "hub.vxp.max-parts=3", "hub.security.intake-burst=500"})
@ContextConfiguration(classes = {WebSlice.class, VxpConfiguration.class, VxpController.class, VxpCalls.Stores.class})
abstract class VxpCalls {

    static final byte[] EDXML = "<edXML>văn bản mẫu</edXML>".getBytes(UTF_8);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("ddMMuuuu'T'HHmmss'+0000'");

    static class Stores {
        @Bean
        FakeStore store() {
            return new FakeStore();
        }

        @Bean
        AuditedTransaction audited(PlatformTransactionManager transactions) {
            return new AuditedTransaction(
                    new TransactionTemplate(transactions), new DriverManagerDataSource(), new AuditLog());
        }

        @Bean
        PlatformTransactionManager transactions() {
            return new PlatformTransactionManager() {
                @Override
                public TransactionStatus getTransaction(TransactionDefinition definition) {
                    return new SimpleTransactionStatus();
                }

                @Override
                public void commit(TransactionStatus status) {}

                @Override
                public void rollback(TransactionStatus status) {}
            };
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    FakeStore store;

    private RawHttp http;

    @BeforeEach
    void clear() {
        store.clear();
        http = new RawHttp(port);
    }

    static Map<String, String> signed(String systemId, String secret, Map<String, String> parameters) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("XroadVnpt-systemid", systemId);
        json.put(
                "XroadVnpt-timestamp",
                LocalDateTime.ofInstant(Instant.now(), ZoneId.of("Asia/Ho_Chi_Minh"))
                        .format(STAMP));
        json.put("XroadVnpt-Content-Type", "application/json");
        parameters.forEach((name, value) -> json.put("XroadVnpt-" + name, value));
        String text = JsonMapper.shared().writeValueAsString(json);
        Map<String, String> headers = new LinkedHashMap<>(parameters);
        headers.put("XroadVnpt-version", "3.0.201608");
        headers.put("XroadVnpt-sign-header", text);
        headers.put("XroadVnpt-sign-header-key", String.join(";", json.keySet()));
        headers.put(
                "XroadVnpt-hash-header",
                HexFormat.of().formatHex(Signature.hmac(secret.getBytes(UTF_8), text.getBytes(UTF_8))));
        return headers;
    }

    RawHttp.Answer send(String method, String op, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " /vxp/" + op + " HTTP/1.1\r\nHost: hub.example\r\n"
                + "Connection: close\r\nUser-Agent: JAVASDKAgent/1.0.0 XRoad/VPCP\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(UTF_8);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return http.send(all);
    }

    JsonNode call(String method, String op, String... parameters) throws IOException {
        return send(method, op, signed("G22", "demo-G22", map(parameters)), "{}".getBytes(UTF_8))
                .json();
    }

    static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static byte[] multipart(String name, byte[] content) {
        return concat(
                ("--axis-b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"../../a.edxml\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n")
                        .getBytes(UTF_8),
                content,
                "\r\n--axis-b--\r\n".getBytes(UTF_8));
    }

    static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    RawHttp.Answer sendEdoc(byte[] body, String... parameters) throws IOException {
        Map<String, String> all = map(
                "from", "G22", "servicetype", "eDoc", "messagetype", "edoc", "hash-file", DigestUtils.sha256Hex(EDXML));
        all.putAll(map(parameters));
        Map<String, String> headers = signed("G22", "demo-G22", all);
        headers.put("Content-Type", "multipart/form-data; boundary=axis-b");
        return send("POST", "sendEdoc", headers, body);
    }

    static void assertFail(RawHttp.Answer answer, int http, String code, String problem) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(http);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode json = answer.json();
        assertThat(json.path("status").asString()).isEqualTo("FAIL");
        assertThat(json.path("ErrorCode").asString()).isEqualTo(code);
        assertThat(json.path("ErrorDesc").asString()).isNotBlank();
        assertThat(json.path("data").isArray()).isTrue();
        assertThat(json.path("problem").asString()).isEqualTo("urn:lienthong:problem:" + problem);
        assertThat(json.path("traceId").asString())
                .isEqualTo(answer.header("Trace-Id").orElseThrow());
    }
}
