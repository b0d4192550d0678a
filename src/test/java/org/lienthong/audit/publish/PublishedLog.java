package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;

/** A log in files, written by the hub's own code from entries instead of a database. */
final class PublishedLog {

    private final LogDirectory directory;
    private final SignerKey signer;
    private final RightEdge edge = new RightEdge();

    PublishedLog(Path home, SignerKey signer) {
        this.directory = new LogDirectory(home);
        this.signer = signer;
    }

    LogDirectory directory() {
        return directory;
    }

    /** Appends up to this size, each entry told by its index, and publishes. */
    void growTo(long size) throws IOException {
        while (edge.size() < size) {
            append("{\"event\":\"accepted\",\"n\":" + edge.size() + "}");
        }
        publish();
    }

    void append(String entry) throws IOException {
        edge.append(entry.getBytes(StandardCharsets.UTF_8), directory::write);
    }

    void publish() throws IOException {
        edge.writePartials(directory::write);
        directory.publishKey(signer.verifier());
        String text = new Checkpoint(signer.verifier().name(), edge.size(), edge.root()).text();
        directory.publish(SignedNote.sign(text, signer).getBytes(StandardCharsets.UTF_8));
    }

    byte[] root() {
        return edge.root();
    }

    byte[] note() throws IOException {
        return directory.checkpoint();
    }

    List<byte[]> consistency(long from, long to) throws IOException {
        return Proofs.consistency(from, to, new TileTree(directory, edge.size()));
    }

    Proofs.Subtrees tree() {
        return new TileTree(directory, edge.size());
    }
}
