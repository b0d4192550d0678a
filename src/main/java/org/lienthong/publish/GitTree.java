package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What the hub reads of a Git working tree, without running Git: which commit is checked out, whose it is, and whether the
 * files are those that were checked out (gitrepository-layout(5), gitformat-index(5)).
 */
final class GitTree {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern REF = Pattern.compile("ref: (refs/[\\p{L}\\p{N}._/@+-]{1,200})");
    private static final Pattern AUTHOR = Pattern.compile("(?m)^author (.*) <[^>\n]*> \\d+ [+-]\\d{4}$");
    private static final Pattern TREE = Pattern.compile("tree ([0-9a-f]{40})\n");
    private static final int LARGEST = 1 << 16;
    private static final int LARGEST_INDEX = 64 << 20;
    private static final int LONGEST_NAME = 100;

    /** Each is there while Git is in the middle of something. */
    private static final List<String> UNDER_WAY = List.of(
            "index.lock",
            "MERGE_HEAD",
            "CHERRY_PICK_HEAD",
            "REVERT_HEAD",
            "sequencer",
            "rebase-merge",
            "rebase-apply",
            "BISECT_LOG");

    private final Path own;
    private final Path common;

    private GitTree(Path own, Path common) {
        this.own = own;
        this.common = common;
    }

    /**
     * The commit that is checked out.
     *
     * @param id 40 hex digits
     * @param author name of who wrote it; null when the commit is packed and only its id is known
     * @param subject its first line; null likewise
     * @param tree 40 hex digits, all its files; null likewise
     */
    record Commit(
            String id,
            @Nullable String author,
            @Nullable String subject,
            @Nullable String tree) {

        /** Why a version came to be, in as many characters as a reason may have. */
        String reason() {
            String all = "commit " + id + (subject == null ? "" : ": " + subject);
            return all.length() > Candidate.LONGEST_REASON ? all.substring(0, Candidate.LONGEST_REASON) : all;
        }
    }

    /** Empty when the directory is not the top of a working tree. */
    static Optional<GitTree> at(Path directory) throws IOException {
        Path git = directory.resolve(".git");
        if (Files.isDirectory(git)) {
            return Optional.of(new GitTree(git, git));
        }
        if (!Files.isRegularFile(git)) {
            return Optional.empty();
        }
        // A linked working tree: what is its own lies elsewhere, and what all share elsewhere again.
        String text = text(git);
        if (!text.startsWith("gitdir: ")) {
            throw unknown(".git is no Git directory");
        }
        Path own = directory.resolve(text.substring(8)).normalize();
        Path shared = own.resolve("commondir");
        return Optional.of(new GitTree(
                own, Files.exists(shared) ? own.resolve(text(shared)).normalize() : own));
    }

    /** @throws BundleException when there is none, or Git is at work */
    Commit head() throws IOException {
        for (String name : UNDER_WAY) {
            if (Files.exists(own.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new BundleException("uncommitted", "", "Git is at work (.git/" + name + ")");
            }
        }
        String head = text(own.resolve("HEAD"));
        Matcher ref = REF.matcher(head);
        String id = ref.matches() ? resolved(ref.group(1)) : head;
        if (!ID.matcher(id).matches()) {
            throw unknown(".git/HEAD names no commit");
        }
        return commit(id);
    }

    private String resolved(String ref) throws IOException {
        if ((ref + "/").contains("../")) {
            throw unknown(".git/HEAD names no branch");
        }
        Path loose = common.resolve(ref);
        if (Files.isRegularFile(loose)) {
            return text(loose);
        }
        Path packed = common.resolve("packed-refs");
        if (Files.isRegularFile(packed)) {
            try (var lines = Files.lines(packed, UTF_8)) {
                Optional<String> line =
                        lines.filter(one -> one.endsWith(" " + ref)).findFirst();
                if (line.isPresent()) {
                    return line.get().substring(0, line.get().indexOf(' '));
                }
            }
        }
        throw unknown("the branch " + ref + " has no commit");
    }

    private Commit commit(String id) throws IOException {
        Path object = common.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
        if (!Files.isRegularFile(object)) {
            return new Commit(id, null, null, null); // packed
        }
        byte[] bytes;
        try (InputStream in = new InflaterInputStream(Files.newInputStream(object))) {
            bytes = in.readNBytes(LARGEST);
        } catch (ZipException e) {
            return new Commit(id, null, null, null);
        }
        String text = new String(bytes, UTF_8);
        int headers = text.indexOf('\0') + 1;
        int message = text.indexOf("\n\n", headers);
        if (!text.startsWith("commit ") || message < 0) {
            return new Commit(id, null, null, null);
        }
        Matcher author = AUTHOR.matcher(text.substring(headers, message));
        Matcher tree = TREE.matcher(text).region(headers, message);
        String subject = text.substring(message).strip().lines().findFirst().orElse("");
        return new Commit(
                id,
                author.find() ? plain(author.group(1)) : null,
                plain(subject),
                tree.lookingAt() ? tree.group(1) : null);
    }

    /** Commits are written by anybody: no control characters, not without end. */
    private static @Nullable String plain(String text) {
        String plain = text.replaceAll("\\p{C}", "").strip();
        if (plain.isEmpty()) {
            return null;
        }
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }

    /** @throws BundleException naming a file that is not as it was checked out, not Git's, or staged and not committed */
    void requireCheckedOut(Tree tree, Commit commit) throws IOException {
        Path index = own.resolve("index");
        if (!Files.isRegularFile(index) || Files.size(index) > LARGEST_INDEX) {
            throw unknown(".git/index is missing or too large");
        }
        GitIndex staged = GitIndex.of(Files.readAllBytes(index));
        staged.requireSame(tree);
        staged.requireCommitted(commit.tree());
    }

    private static BundleException unknown(String what) {
        return new BundleException("git", "", what);
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), UTF_8).strip();
        }
    }
}
