package org.lienthong.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.publish.LogDirectory;
import org.springframework.stereotype.Component;

/** Where the published log stands, as its own files tell. */
@Component
final class LogState {

    private final LogDirectory directory;
    private final VerifierKey key;

    LogState(LogDirectory directory, VerifierKey key) {
        this.directory = directory;
        this.key = key;
    }

    /** The published checkpoint, or null before the first. */
    @Nullable
    Checkpoint published() {
        String note = note();
        return note == null
                ? null
                : Checkpoint.parse(
                        SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).text());
    }

    /** As it is signed. */
    @Nullable
    String note() {
        try {
            byte[] note = directory.checkpoint();
            return note == null ? null : new String(note, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the checkpoint was written; an idle log has an old one. */
    @Nullable
    Instant publishedAt() {
        try {
            Path file = directory.path().resolve("checkpoint");
            return Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VerifierKey key() {
        return key;
    }

    Path path() {
        return directory.path();
    }
}
