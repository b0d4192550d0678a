package org.lienthong.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.audit.AuditEntry;
import org.lienthong.publish.Version.State;
import org.lienthong.testing.TestDatabase;
import org.springframework.util.FileSystemUtils;

/** A directory or a Git working tree that is published when it changes. */
class DirectoryWatchTest {

    @TempDir
    Path directory;

    private final List<AuditEntry> recorded = new ArrayList<>();
    private TestVersions hub;
    private DirectoryWatch watch;

    @BeforeEach
    void start() throws IOException {
        hub = hub(false);
        hub.publish(TestVersions.base());
        put(TestVersions.base());
        watch = watch();
    }

    private TestVersions hub(boolean twoPersons) {
        return new TestVersions(TestDatabase.empty(), directory.resolve("data"), twoPersons);
    }

    private DirectoryWatch watch() {
        return new DirectoryWatch(
                watched(), TestVersions.LIMITS, hub.publisher, hub.store, recorded::addAll, TestVersions.CLOCK);
    }

    private Path watched() {
        return directory.resolve("watched");
    }

    private void put(Tree tree) throws IOException {
        FileSystemUtils.deleteRecursively(watched().resolve("config"));
        FileSystemUtils.deleteRecursively(watched().resolve("routes"));
        TestVersions.write(tree, watched());
    }

    private void look(int times) {
        for (int n = 0; n < times; n++) {
            watch.look();
        }
    }

    private String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=Nguyễn Văn Mẫu", "-c", "user.email=mau@example.vn", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).directory(watched().toFile()).redirectErrorStream(true);
        process.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        process.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process run = process.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(run.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said.strip();
    }

    private void commit(String subject) throws IOException {
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("commit", "-q", "-m", subject);
    }

    private Version last() {
        return hub.versions.history(Long.MAX_VALUE, 1).get(0);
    }

    @Test
    void publishesWhatTwoLooksFoundTheSame() throws IOException {
        put(TestVersions.tree("half"));
        look(1);
        put(TestVersions.tree("whole"));
        look(1);
        assertThat(hub.inForce.version()).isEqualTo(1);
        look(3);
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(last().hash()).isEqualTo(TestVersions.tree("whole").hash());
        assertThat(last().source()).isEqualTo("watch");
        assertThat(last().author()).isEqualTo("watch");
        assertThat(hub.entries()).last().asString().contains("\"actor\":\"watch\"", "\"channel\":\"watch\"");
        assertThat(watch.found()).isEqualTo("taken as version 2");
    }

    @Test
    void leavesAloneWhatIsInForce() {
        look(3);
        assertThat(hub.history()).containsExactly(1L);
    }

    @Test
    void aBadOneChangesNothingAndIsToldOnce() throws IOException {
        put(TestVersions.bad());
        look(4);
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(last().is(State.REFUSED)).isTrue();
        assertThat(hub.entries()).last().asString().contains("\"result\":\"refused\"");
        assertThat(watch.found())
                .startsWith("refused, 4 findings, the first: config/purposes.yaml:1:11 error wrong-shape: ");
        watch = watch(); // the hub starts again
        look(3);
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(watch.found()).contains("refused", "config/purposes.yaml");
        put(TestVersions.tree("mended"));
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(3);
    }

    @Test
    void oneThatCannotBeReadIsToldOnce() throws IOException {
        Files.createSymbolicLink(watched().resolve("config/purposes.md"), Path.of("/etc/hostname"));
        look(4);
        assertThat(recorded).singleElement().satisfies(entry -> {
            assertThat(entry.who().actor()).isEqualTo("watch");
            assertThat(entry.result()).isEqualTo("config-invalid");
        });
        assertThat(watch.found()).contains("link", "config/purposes.md");
        FileSystemUtils.deleteRecursively(watched());
        look(4);
        assertThat(recorded).hasSize(2);
        assertThat(hub.history()).containsExactly(1L);
        assertThat(watch.found()).contains("config is no directory");
    }

    @Test
    void whatIsPublishedOtherwiseStaysUntilTheDirectoryChanges() throws IOException {
        put(TestVersions.tree("two"));
        look(2);
        hub.publisher.rollBack(1, "an", "it was wrong", "trace");
        look(2);
        watch = watch();
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(3);
        put(TestVersions.tree("three"));
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(4);
        assertThat(last().hash()).isEqualTo(TestVersions.tree("three").hash());
    }

    @Test
    void ofTwoHubsOnOneDatabaseOnePublishes() throws IOException {
        TestVersions other = new TestVersions(TestDatabase.current(), directory.resolve("data2"), false);
        other.publisher.takeOver();
        DirectoryWatch second = new DirectoryWatch(
                watched(), TestVersions.LIMITS, other.publisher, other.store, recorded::addAll, TestVersions.CLOCK);
        put(TestVersions.tree("two"));
        look(2);
        second.look();
        second.look();
        assertThat(hub.history()).containsExactly(2L, 1L);
        other.publisher.takeOver();
        assertThat(other.inForce.version()).isEqualTo(2);
    }

    @Test
    void proposesWhereTwoPersonsDecide() throws IOException {
        hub = hub(true);
        hub.publish(TestVersions.base());
        watch = watch();
        put(TestVersions.tree("two"));
        look(4);
        assertThat(hub.inForce.version()).isEqualTo(1);
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(last().is(State.PROPOSED)).isTrue();
        hub.publisher.approve(2, "binh", null, "trace");
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(2);
    }

    @Test
    void proposesAgainWhatAnotherVersionOvertook() throws IOException {
        hub = hub(true);
        hub.publish(TestVersions.base());
        watch = watch();
        put(TestVersions.tree("two"));
        look(3);
        hub.publish(TestVersions.tree("three"));
        look(2);
        assertThat(hub.history()).containsExactly(3L, 2L, 1L);
        hub.publisher.approve(3, "binh", null, "trace");
        look(1);
        assertThat(watch.found()).isEqualTo("proposed as version 4");
        look(3);
        assertThat(hub.history()).containsExactly(4L, 3L, 2L, 1L);
        assertThat(last().parent()).isEqualTo(3);
        hub.publisher.approve(4, "binh", null, "trace");
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(4);
        assertThat(hub.history()).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void aCommitTellsItsAuthorAndReasonAndTheLogNoName() throws IOException {
        put(TestVersions.tree("two"));
        commit("Thêm một tỉnh");
        look(2);
        String id = git("rev-parse", "HEAD");
        assertThat(last().author()).isEqualTo("Nguyễn Văn Mẫu");
        assertThat(last().reason()).isEqualTo("commit " + id + ": Thêm một tỉnh");
        assertThat(hub.entries())
                .last()
                .asString()
                .contains("\"actor\":\"watch\"", id)
                .doesNotContain("Nguyễn");
    }

    @Test
    void whatIsNotCommittedIsNotTaken() throws IOException {
        put(TestVersions.tree("two"));
        commit("two");
        look(2);
        put(TestVersions.tree("three"));
        look(3);
        assertThat(watch.found()).contains("uncommitted", "config/mappings/README.md is not as in the commit");
        put(TestVersions.base());
        look(3);
        assertThat(watch.found()).contains("config/mappings/README.md is in the commit and not there");
        put(TestVersions.tree("two"));
        Files.writeString(watched().resolve("config/mappings/NOTES.md"), "more");
        look(3);
        assertThat(watch.found()).contains("config/mappings/NOTES.md is not in the commit");
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(recorded).isEmpty();
        Files.writeString(watched().resolve(".git/index.lock"), "");
        look(3);
        assertThat(watch.found()).contains("Git is at work");
        Files.delete(watched().resolve(".git/index.lock"));
        commit("more");
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsStagedIsNotTaken(boolean packed) throws IOException {
        put(TestVersions.tree("two"));
        Files.createDirectories(watched().resolve("docs/a.b"));
        Files.writeString(watched().resolve("docs/a.b/x.md"), "x");
        Files.writeString(watched().resolve("docs/a"), "x");
        commit("two");
        if (packed) {
            git("repack", "-adq");
        }
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(2);
        put(TestVersions.tree("three"));
        git("add", "-A");
        look(3);
        assertThat(watch.found()).contains("uncommitted", "staged and not committed");
        assertThat(hub.inForce.version()).isEqualTo(2);
        commit("three");
        look(2);
        assertThat(hub.inForce.version()).isEqualTo(3);
    }

    @Test
    void ofAPackedCommitOnlyTheIdIsKnown() throws IOException {
        put(TestVersions.tree("two"));
        commit("two");
        git("repack", "-adq");
        git("pack-refs", "--all");
        look(2);
        assertThat(last().author()).isEqualTo("watch");
        assertThat(last().reason()).isEqualTo("commit " + git("rev-parse", "HEAD"));
    }

    @Test
    void readsALinkedWorkingTreeWithNoBranch() throws IOException {
        put(TestVersions.tree("two"));
        commit("two");
        git("worktree", "add", "-q", "--detach", directory.resolve("linked").toString());
        DirectoryWatch linked = new DirectoryWatch(
                directory.resolve("linked"),
                TestVersions.LIMITS,
                hub.publisher,
                hub.store,
                recorded::addAll,
                TestVersions.CLOCK);
        linked.look();
        linked.look();
        assertThat(last().reason()).isEqualTo("commit " + git("rev-parse", "HEAD") + ": two");
    }

    @Test
    void anIndexThatItCannotReadIsNotTaken() throws IOException {
        put(TestVersions.tree("two"));
        commit("two");
        git("update-index", "--index-version", "4");
        look(3);
        assertThat(watch.found()).contains("not of version 2 or 3");
        assertThat(hub.history()).containsExactly(1L);
    }
}
