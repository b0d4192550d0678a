package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents far larger than the hub's heap pass through it; larger ones than allowed are stopped early. */
class LargePayloadIT {

    private static final long SIZE = 200L << 20;
    private static final long LIMIT = 204L << 20;
    private static final long HEAP = 256L << 20;

    /** Metaspace, code, threads, direct buffers and the like, on top of the heap. */
    private static final long BESIDE_HEAP = 512L << 20;

    private static final Duration EARLY = Duration.ofSeconds(5);

    private static RunningHub hub;

    @BeforeAll
    static void startSmallHub() throws IOException {
        hub = RunningHub.start("small-heap", List.of("-Xmx256m"), "--hub.intake.max-size=" + LIMIT + "B");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void twoHundredMegabytesPassAHeapOfTwoHundredAndFiftySix() throws IOException {
        int number = Samples.freshNumber();
        HubCaller sender = hub.as("G22");
        HubCaller recipient = hub.as("H41");
        Pass sent = Pass.over(LargeDocument.stream(number, SIZE));

        HttpResponse<String> accepted = sender.post(
                "/api/v1/documents",
                "application/xml",
                BodyPublishers.ofInputStream(() -> LargeDocument.stream(number, SIZE)));

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonNode receipt = HubCaller.json(accepted);
        assertThat(receipt.get("sha256").asString()).isEqualTo(sent.sha256());
        assertThat(spooled()).isEmpty();

        JsonNode item = recipient.delivery(receipt.get("exchangeId").asString());
        HttpResponse<InputStream> download =
                recipient.download(item.get("deliveryId").asString(), BodyHandlers.ofInputStream());
        HopRemover received = new HopRemover(download.body());
        assertThat(received.sha256WithHop()).isEqualTo(item.get("sha256").asString());
        assertThat(received.sha256WithoutHop()).isEqualTo(sent.sha256());
        assertThat(received.size()).isEqualTo(item.get("size").asLong()).isGreaterThan(SIZE);

        assertThat(recipient
                        .acknowledge(item.get("deliveryId").asString(), "done")
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.residentBytes()).isLessThan(HEAP + BESIDE_HEAP);
        assertThat(hub.isReady()).isTrue();
    }

    @Test
    void tooLargeIsRefusedByItsAnnouncedLength() throws IOException {
        long from = System.nanoTime();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.setSoTimeout((int) EARLY.toMillis());
            socket.getOutputStream()
                    .write(Samples.utf8("POST /api/v1/documents HTTP/1.1\r\nHost: hub.example\r\n"
                            + "Authorization: Bearer demo-G22\r\nContent-Type: application/xml\r\nContent-Length: "
                            + (LIMIT + 1) + "\r\n\r\n<"));
            assertThat(socket.getInputStream().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 413");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(EARLY);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void tooLargeInChunksIsRefusedAtTheLimitAndLeavesNothing() throws IOException {
        long pieces = hub.audit().count("select count(*) from payload_piece");

        HttpResponse<String> response = hub.as("G22")
                .post(
                        "/api/v1/documents",
                        "application/xml",
                        BodyPublishers.ofInputStream(() -> LargeDocument.stream(Samples.freshNumber(), LIMIT)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(spooled()).isEmpty();
        assertThat(hub.audit().count("select count(*) from payload_piece")).isEqualTo(pieces);
    }

    private static List<Path> spooled() throws IOException {
        Path spool = hub.data().resolve("spool");
        if (Files.notExists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    /** One reading of a stream to its end. */
    private record Pass(String sha256) {

        static Pass over(InputStream in) throws IOException {
            MessageDigest digest = DigestUtils.getSha256Digest();
            try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
                digesting.transferTo(OutputStream.nullOutputStream());
            }
            return new Pass(HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Digests a delivery with and without the hub's trace header, which stands in its first mebibyte. */
    private static final class HopRemover {

        private final MessageDigest whole = DigestUtils.getSha256Digest();
        private final MessageDigest stripped = DigestUtils.getSha256Digest();
        private long size;

        HopRemover(InputStream in) throws IOException {
            try (in) {
                byte[] head = in.readNBytes(1 << 20);
                whole.update(head);
                stripped.update(DeliveredBytes.withoutHop(head));
                size = head.length;
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    whole.update(buffer, 0, n);
                    stripped.update(buffer, 0, n);
                    size += n;
                }
            }
        }

        String sha256WithHop() {
            return HexFormat.of().formatHex(whole.digest());
        }

        String sha256WithoutHop() {
            return HexFormat.of().formatHex(stripped.digest());
        }

        long size() {
            return size;
        }
    }
}
