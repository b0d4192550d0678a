package org.lienthong.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.publish.PublishSettings.Source;
import org.lienthong.publish.Version.State;
import org.lienthong.testing.TestDatabase;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

/** What a hub starts with. */
class StartChoiceTest {

    @TempDir
    Path directory;

    private TestVersions hub;

    @BeforeEach
    void start() {
        hub = new TestVersions(TestDatabase.empty(), directory.resolve("configuration"), false);
    }

    private Path given() {
        return directory.resolve("given");
    }

    private StartChoice.Chosen started(Tree tree, PublishSettings settings) throws IOException {
        FileSystemUtils.deleteRecursively(given());
        TestVersions.write(tree, given());
        StartChoice.Chosen chosen = new StartChoice(
                        hub.store, hub.checkouts, hub.preparation, settings, TestVersions.CLOCK)
                .choose(TestVersions.directories(given()));
        hub.publisher.begin(chosen);
        return chosen;
    }

    private StartChoice.Chosen started(Tree tree) throws IOException {
        return started(tree, TestVersions.settings(Source.PUBLISHED, 1, null));
    }

    private String hash(StartChoice.Chosen chosen) throws IOException {
        return Tree.of(chosen.directories(), TestVersions.LIMITS).hash();
    }

    @Test
    void takesTheDirectoriesAtFirstAndWhenTheyHaveChanged() throws IOException {
        started(TestVersions.base());
        assertThat(hub.inForce.version()).isEqualTo(1);
        started(TestVersions.base());
        assertThat(hub.history()).containsExactly(1L);
        StartChoice.Chosen chosen = started(TestVersions.tree("two"));
        assertThat(hub.inForce.version()).isEqualTo(2);
        assertThat(hash(chosen)).isEqualTo(TestVersions.tree("two").hash());
        assertThat(hub.entries()).hasSize(2);
    }

    @Test
    void whatWasPublishedStaysInForce() throws IOException {
        started(TestVersions.base());
        hub.publish(TestVersions.tree("published"));
        assertThat(hash(started(TestVersions.base())))
                .isEqualTo(TestVersions.tree("published").hash());
        assertThat(hash(started(TestVersions.tree("two"))))
                .isEqualTo(TestVersions.tree("published").hash());
        assertThat(hub.history()).containsExactly(2L, 1L);
    }

    @Test
    void theDirectoriesWinWhereTheSettingSaysSo() throws IOException {
        started(TestVersions.base());
        hub.publish(TestVersions.tree("published"));
        started(TestVersions.base(), TestVersions.settings(Source.DIRECTORY, 1, null));
        assertThat(hub.inForce.version()).isEqualTo(3);
        assertThat(hub.versions.find(3))
                .hasValueSatisfying(version -> assertThat(version.source()).isEqualTo("start"));
    }

    @Test
    void tellsWhichVersionFailsAndTheWayOut() throws IOException {
        started(TestVersions.base());
        hub.publish(TestVersions.tree("published"));
        StartChoice.Chosen chosen = started(TestVersions.base());
        StandardEnvironment environment = new StandardEnvironment();
        StartFaults.startsWith(chosen.inForce(), environment);
        ProblemException failure =
                Refusal.parameter(chosen.directories().config() + "/purposes.yaml:1:1 unknown-key", "");

        FailureAnalysis analysis = new StartFaults(environment).analyze(failure);

        assertThat(analysis.getDescription())
                .contains("Version 2 of the configuration, of an,", "config/purposes.yaml:1:1 unknown-key")
                .doesNotContain("/config/purposes");
        assertThat(analysis.getAction()).contains("--hub.configuration.source=directory");
    }

    @Test
    void badDirectoriesReplaceNothingAndAreRecordedOnce() throws IOException {
        started(TestVersions.base());
        for (int n = 0; n < 2; n++) {
            assertThat(hash(started(TestVersions.bad())))
                    .isEqualTo(TestVersions.base().hash());
        }
        assertThat(hub.history()).containsExactly(2L, 1L);
        assertThat(hub.versions.find(2)).hasValueSatisfying(version -> assertThat(version.is(State.REFUSED))
                .isTrue());
    }

    @Test
    void changedDirectoriesAreOnlyProposedWhereTwoPersonsDecide() throws IOException {
        PublishSettings two = TestVersions.settings(Source.PUBLISHED, 2, null);
        started(TestVersions.base(), two);
        started(TestVersions.tree("two"), two);
        started(TestVersions.tree("two"), two);
        assertThat(hub.store.numberInForce()).isEqualTo(1);
        assertThat(hub.history()).containsExactly(2L, 1L);
        hub.publisher.approve(2, "binh", null, "trace");
        assertThat(hash(started(TestVersions.tree("two"), two)))
                .isEqualTo(TestVersions.tree("two").hash());
    }

    @Test
    void whatAnotherDirectoryBroughtCountsAsPublished() throws IOException {
        started(TestVersions.base());
        hub.publisher.publish(
                new Candidate(TestVersions.tree("watched"), "watch", "watch", "test", null, "watch"), false);
        assertThat(hash(started(TestVersions.base())))
                .isEqualTo(TestVersions.tree("watched").hash());
        // The same directory, watched: what it holds now is what it is.
        started(TestVersions.base(), TestVersions.settings(Source.PUBLISHED, 1, given()));
        assertThat(hub.inForce.version()).isEqualTo(3);
    }
}
