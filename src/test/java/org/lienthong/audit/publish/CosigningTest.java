package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.cosign.Cosigner;
import org.lienthong.audit.cosign.WitnessSettings;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.WitnessKey;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.WitnessPolicy;
import org.lienthong.audit.verify.WrongLogException;
import org.lienthong.audit.witness.Witness;
import org.lienthong.audit.witness.WitnessDirectory;
import org.lienthong.audit.witness.WitnessServer;
import org.lienthong.testing.Patience;

/** The hub's log and real witnesses, each with its own key and directory. */
class CosigningTest {

    private static final String ORIGIN = "hub.example/audit";
    private static final SignerKey SIGNER = SignerKey.generate(ORIGIN, new SecureRandom());

    @TempDir
    Path home;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<WitnessSettings.Named> named = new ArrayList<>();
    private final List<WitnessKey> keys = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Witness witness(String name) throws IOException {
        WitnessDirectory directory = WitnessDirectory.open(home.resolve(name));
        open.add(directory);
        CosignerKey key = directory.key(name + ".example/witness", new SecureRandom());
        Witness witness = new Witness(List.of(SIGNER.verifier()), directory, key, Clock.systemUTC());
        WitnessServer server = new WitnessServer(witness, new InetSocketAddress("127.0.0.1", 0), line -> {});
        open.add(server);
        named(name, server.address().getPort(), key.verifier());
        return witness;
    }

    private void named(String name, int port, WitnessKey key) {
        named.add(new WitnessSettings.Named(name, URI.create("http://127.0.0.1:" + port + "/"), key.toString()));
        keys.add(key);
    }

    private Cosigner cosigner(PublishedLog log, int quorum) {
        WitnessSettings settings = new WitnessSettings(named, quorum, Duration.ofMillis(500));
        Cosigner cosigner = new Cosigner(
                settings, SIGNER.verifier(), CosignConfiguration.publication(log.directory()), Clock.systemUTC());
        open.add(cosigner);
        log.directory().onPublished(cosigner::offer);
        cosigner.start();
        return cosigner;
    }

    private static int cosignatures(byte[] note, List<WitnessKey> keys) {
        return note == null ? 0 : SignedNote.parse(note).cosignatures(keys).size();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Patience.await().pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private String verify(Path log, int quorum) throws WrongLogException, IOException {
        WitnessPolicy policy = new WitnessPolicy(keys, quorum);
        return new LogVerifier(LogSource.of(log.toString()), SIGNER.verifier(), policy, Clock.systemUTC(), count -> {})
                .verifyAfter(List.of(), null)
                .witnessed();
    }

    @Test
    void publishesTheCosignaturesOfAllWitnesses() throws Exception {
        witness("first");
        witness("second");
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        Cosigner cosigner = cosigner(log, 2);
        for (long size : List.of(0L, 1L, 255L, 256L, 257L, 3000L)) {
            log.growTo(size);
            await(() -> cosignatures(log.note(), keys) == 2);
            await(() -> SignedNote.parse(log.directory().cosigned())
                    .text()
                    .equals(SignedNote.parse(log.note()).text()));
            assertThat(verify(home.resolve("log"), 2)).contains("cosigned by 2 of 2 witnesses");
        }
        await(cosigner::isPrompt);
        assertThat(cosigner.hasQuorum()).isTrue();
        assertThat(cosigner.details().toString()).contains("entries=3000").doesNotContain("problem");
        InclusionProofs proofs = new InclusionProofs(log.directory(), SIGNER.verifier(), cosigner::isPrompt);
        LogProof receipt =
                LogProof.parse(proofs.find(2999, Duration.ofSeconds(5)).orElseThrow());
        assertThat(receipt.verify(SIGNER.verifier()).size()).isEqualTo(3000);
        assertThat(cosignatures(receipt.checkpoint().getBytes(StandardCharsets.UTF_8), keys))
                .isEqualTo(2);
    }

    @Test
    void goesOnFromWhatTheWitnessSaw() throws Exception {
        Witness witness = witness("first");
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        log.growTo(600);
        Cosigner before = cosigner(log, 1);
        log.publish();
        await(() -> witness.size(ORIGIN) == 600);
        before.close();

        cosigner(log, 1); // a restarted hub, which does not know what the witness saw
        log.growTo(1000);

        await(() -> witness.size(ORIGIN) == 1000);
        await(() -> cosignatures(log.note(), keys) == 1);
    }

    @Test
    void deadSlowAndBabblingWitnessesDelayNothing() throws Exception {
        witness("alive");
        WitnessKey nobody = CosignerKey.generate("x", new SecureRandom()).verifier();
        try (ServerSocket silent = new ServerSocket(0, 50, new InetSocketAddress("127.0.0.1", 0).getAddress())) {
            named("silent", silent.getLocalPort(), nobody);
            HttpServer babbler = babbler();
            WitnessKey other = CosignerKey.generate("y", new SecureRandom()).verifier();
            named("babbling", babbler.getAddress().getPort(), other);
            PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
            Cosigner cosigner = cosigner(log, 2);

            for (long size = 10; size <= 100; size += 10) {
                long start = System.nanoTime();
                log.growTo(size);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            }

            await(() -> cosignatures(log.note(), List.of(keys.get(0))) == 1);
            await(() -> cosigner.details().toString().contains("longer than")
                    && cosigner.details().toString().contains("no answer within"));
            assertThat(cosigner.isContradicted()).isFalse();
            assertThat(cosigner.isPrompt()).isFalse();
            assertThat(log.directory().cosigned()).isNull();
            InclusionProofs proofs = new InclusionProofs(log.directory(), SIGNER.verifier(), cosigner::isPrompt);
            assertThat(proofs.find(99, Duration.ZERO)).isPresent();
            assertThatThrownBy(() -> verify(home.resolve("log"), 2))
                    .hasMessageContaining("cosigned by 1 of 3 witnesses: alive")
                    .hasMessageContaining("missing: x, y");
        }
    }

    /** Answers with more than anybody wants to read. */
    private HttpServer babbler() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    out.write(new byte[1024]);
                }
            }
        });
        server.start();
        open.add(() -> server.stop(0));
        return server;
    }

    /** The administrator of the hub has everything of it, its key included, and cannot change what a witness saw. */
    @Test
    void aHistoryRewrittenWithTheHubsOwnKeyIsFoundOut() throws Exception {
        Witness witness = witness("first");
        Path first = home.resolve("log");
        PublishedLog log = new PublishedLog(first, SIGNER);
        Cosigner before = cosigner(log, 1);
        log.growTo(600);
        await(() -> witness.size(ORIGIN) == 600);
        await(() -> log.directory().cosigned() != null);
        byte[] seen = log.note();
        before.close();

        Path second = home.resolve("rewritten");
        PublishedLog rewritten = new PublishedLog(second, SIGNER);
        rewritten.append("nothing happened here");
        Files.createDirectories(second);
        Files.write(second.resolve("checkpoint.cosigned"), log.directory().cosigned());
        Cosigner cosigner = cosigner(rewritten, 1);
        rewritten.growTo(1000);

        await(cosigner::isContradicted);
        assertThat(cosigner.details().toString())
                .contains(
                        "AUDIT_INCONSISTENT",
                        "no continuation of the 600",
                        "over 600 entries that this log's key signed");
        assertThat(witness.size(ORIGIN)).isEqualTo(600);
        assertThat(cosignatures(rewritten.note(), keys)).isZero();
        assertThatThrownBy(() -> verify(second, 1)).hasMessageContaining("first 600 entries");
        LogVerifier verifier = new LogVerifier(LogSource.of(second.toString()), SIGNER.verifier(), count -> {});
        assertThat(verifier.verify(null, null).size())
                .as("in itself it is right")
                .isEqualTo(1000);
        assertThatThrownBy(() -> verifier.verify(seen, null)).hasMessageContaining("the log was rewritten");
    }

    @Test
    void aLogThatWasSetBackIsFoundOut() throws Exception {
        Witness witness = witness("first");
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        Cosigner before = cosigner(log, 1);
        log.growTo(600);
        await(() -> witness.size(ORIGIN) == 600);
        before.close();

        PublishedLog older = new PublishedLog(home.resolve("older"), SIGNER);
        Cosigner cosigner = cosigner(older, 1);
        older.growTo(500);

        await(cosigner::isContradicted);
        assertThat(cosigner.details().toString()).contains("it saw 600 entries, but the log has 500");
    }
}
