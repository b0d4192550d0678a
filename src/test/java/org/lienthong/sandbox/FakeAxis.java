package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.json.JsonMapper;

/** An axis with mailboxes in memory. It checks signatures and multipart for itself and keeps what it found wrong. */
final class FakeAxis implements AutoCloseable {

    /** One message in a mailbox. */
    record Mail(String docId, String messageType, String from, String to, Document xml, byte[] bytes) {

        String text(String element) {
            NodeList found = xml.getElementsByTagNameNS("*", element);
            return found.getLength() == 0 ? "" : found.item(0).getTextContent();
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    FakeAxis() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/vxp/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/vxp");
    }

    /** What was ever put into a mailbox. */
    List<Mail> mails(String messageType) {
        return mails.stream().filter(m -> m.messageType().equals(messageType)).toList();
    }

    boolean isDone(Mail mail) {
        return done.contains(mail.docId());
    }

    List<String> faults() {
        return faults;
    }

    void put(String messageType, String from, String to, byte[] bytes) throws Exception {
        mails.add(new Mail("m" + mails.size(), messageType, from, to, parse(bytes), bytes));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                answer.put("status", "OK");
                answer.put("ErrorCode", "0");
                answer.put("ErrorDesc", "");
                verify(exchange.getRequestHeaders());
                answer.putAll(serve(exchange, body));
            } catch (Exception | AssertionError e) {
                faults.add(exchange.getRequestURI() + ": " + e);
                answer.putAll(Map.of("status", "FAIL", "ErrorCode", "100", "ErrorDesc", "" + e));
            }
            byte[] json = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    private static void verify(Headers headers) throws GeneralSecurityException {
        String json = headers.getFirst("XroadVnpt-sign-header");
        String system = headers.getFirst("XroadVnpt-systemid");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(("demo-" + system).getBytes(UTF_8), "HmacSHA256"));
        require(
                HexFormat.of().formatHex(mac.doFinal(json.getBytes(UTF_8))),
                headers.getFirst("XroadVnpt-hash-header"),
                "signature");
        List<String> names = new ArrayList<>();
        JSON.readTree(json).properties().forEach(p -> {
            require(p.getValue().stringValue(), headers.getFirst(p.getKey()), p.getKey());
            names.add(p.getKey().substring("XroadVnpt-".length()));
        });
        require(String.join(";", names), headers.getFirst("XroadVnpt-sign-header-key"), "sign-header-key");
        require("3.0.201608", headers.getFirst("XroadVnpt-version"), "version");
        if (!headers.getFirst("XroadVnpt-timestamp").matches("\\d{8}T\\d{6}\\+0\\d{3}")) {
            throw new AssertionError("timestamp " + headers.getFirst("XroadVnpt-timestamp"));
        }
    }

    private static void require(String expected, String actual, String what) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + " but was " + actual);
        }
    }

    private Map<String, Object> serve(HttpExchange exchange, byte[] body) throws Exception {
        Headers headers = exchange.getRequestHeaders();
        String system = headers.getFirst("XroadVnpt-systemid");
        String docId = headers.getFirst("XroadVnpt-docId");
        String operation = exchange.getRequestURI().getPath().substring("/vxp/".length());
        return switch (operation) {
            case "sendEdoc" -> Map.of("DocId", send(headers, body));
            case "getReceivedEdocList" -> Map.of("data", waiting(system, headers.getFirst("XroadVnpt-messagetype")));
            case "getEdoc" -> Map.of("data", Base64.getEncoder().encodeToString(fetch(system, docId)));
            case "updateStatus" -> {
                require("done", headers.getFirst("XroadVnpt-status"), "status");
                fetch(system, docId);
                done.add(docId);
                yield Map.of();
            }
            default -> throw new AssertionError("no operation " + operation);
        };
    }

    private String send(Headers headers, byte[] body) throws Exception {
        byte[] file = fileDoc(headers.getFirst("Content-Type"), body);
        StringBuilder hash = new StringBuilder();
        for (byte b : MessageDigest.getInstance("SHA-256").digest(file)) {
            hash.append(Integer.toHexString(0xff & b));
        }
        require(hash.toString(), headers.getFirst("XroadVnpt-hash-file"), "hash-file");
        require("eDoc", headers.getFirst("XroadVnpt-servicetype"), "servicetype");
        String messageType = headers.getFirst("XroadVnpt-messagetype");
        String from = headers.getFirst("XroadVnpt-from");
        NodeList recipients =
                parse(file).getElementsByTagNameNS("*", messageType.equals("edoc") ? "To" : "ResponseFor");
        for (int i = 0; i < recipients.getLength(); i++) {
            String to = ((org.w3c.dom.Element) recipients.item(i))
                    .getElementsByTagNameNS("*", "OrganId")
                    .item(0)
                    .getTextContent();
            put(messageType, from, to, file);
        }
        return "x" + mails.size();
    }

    private static byte[] fileDoc(String contentType, byte[] body) {
        String text = new String(body, ISO_8859_1);
        if (contentType.equals("application/octet-stream")) {
            require("\r\n", text.substring(text.length() - 2), "line end after the file");
            return text.substring(0, text.length() - 2).getBytes(ISO_8859_1);
        }
        String boundary = "--" + contentType.substring(contentType.indexOf("boundary=") + "boundary=".length());
        int head = text.indexOf("\r\n\r\n");
        String partHeaders = text.substring(0, head);
        if (!partHeaders.startsWith(boundary)
                || !partHeaders.contains("name=\"file_doc\"")
                || !partHeaders.contains("Content-Type: application/octet-stream")
                || !text.endsWith("\r\n" + boundary + "--\r\n")) {
            throw new AssertionError("multipart: " + partHeaders);
        }
        return text.substring(head + 4, text.length() - boundary.length() - 6).getBytes(ISO_8859_1);
    }

    private List<Map<String, String>> waiting(String system, String messageType) {
        return mails(messageType).stream()
                .filter(m -> m.to().equals(system) && !isDone(m))
                .map(m -> Map.of("docId", m.docId(), "from", m.from(), "to", m.to(), "status", "initial"))
                .toList();
    }

    private byte[] fetch(String system, String docId) {
        return mails.stream()
                .filter(m -> m.docId().equals(docId) && m.to().equals(system))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail " + docId + " for " + system))
                .bytes();
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
