package org.lienthong.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of one example, {@code <folder>/<name>.<ending>}. All are written beside their places first, and then put there
 * in the order in which they were given: what breaks off leaves no half of a file, and nothing leaves the tree by a link.
 */
final class TrialRecord {

    /** Is told of each file. */
    @FunctionalInterface
    interface Told {
        void kept(Path file, boolean replaced);
    }

    private final Path folder;
    private final String name;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * @param folder beneath the examples
     * @throws IOException when a symbolic link is on the way
     */
    TrialRecord(Path examples, Path folder, String name) throws IOException {
        Path at = examples;
        for (Path part : folder) {
            at = at.resolve(part);
            requireNoLink(at);
        }
        this.folder = at;
        this.name = name;
    }

    private static void requireNoLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a symbolic link; examples are kept in the tree itself");
        }
    }

    /** The file that makes an example of the others is to be the last one. */
    TrialRecord put(String ending, String text) {
        texts.put(ending, text);
        return this;
    }

    /** @throws IOException when there is such a file of the example, which would not go with the others */
    void requireNo(String ending, String remedy) throws IOException {
        Path file = place(ending);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is part of that example: " + remedy);
        }
    }

    void keep(Told told) throws IOException {
        Files.createDirectories(folder);
        Map<Path, Path> drafts = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path place = place(text.getKey());
                requireNoLink(place);
                Path draft = folder.resolve("." + name + "." + text.getKey() + ".tmp");
                drafts.put(draft, place);
                Files.deleteIfExists(draft);
                Files.writeString(draft, text.getValue());
            }
            for (Map.Entry<Path, Path> draft : drafts.entrySet()) {
                boolean replaced = Files.exists(draft.getValue());
                Files.move(draft.getKey(), draft.getValue(), StandardCopyOption.ATOMIC_MOVE);
                told.kept(draft.getValue(), replaced);
            }
        } finally {
            for (Path draft : drafts.keySet()) {
                Files.deleteIfExists(draft);
            }
        }
    }

    private Path place(String ending) {
        return folder.resolve(name + "." + ending);
    }
}
